import { checkCandidates } from './checkCandidates.ts'
import { checkRequest, type Query } from './checkRequest.ts'
import {
  type Criterion,
  criteria,
  type ExclusionReason,
  exclusionMask,
  exclusionReasons,
  failureMask,
  freePower,
  maxOpenTasks,
  offeredUptimeBps,
} from './criteria.ts'
import { type Distance, failedCriteria, nearestByMask } from './misses.ts'
import type { Candidate, Hex, Request } from './types.ts'
import { leastWait, type Wait } from './wait.ts'

export type Explanation = {
  /** How many candidates fail no criterion: what `rank` would list. */
  eligible: number
  /** How many fail at least one; with `eligible`, all candidates. */
  rejectedTogether: number
  /** How many fail the criterion, whatever else they fail: one node may be counted under several. */
  rejected: Record<Criterion, number>
  /** How many fail the criterion and no other: what dropping it would bring. */
  rejectedAlone: Record<Criterion, number>
  /** `rejected.exclusion` by reason: one node may be counted under several. */
  excluded: Record<ExclusionReason, number>
  /**
   * The rejected node that is nearest to eligible: one that another request could reach, if there is any, that fails the
   * fewest criteria, and these by the least.
   */
  nearestMiss: Miss | undefined
  /**
   * What to change in the request to get a match, the smallest change first; empty when there is a match already, or when
   * no request for this resource would find one. Each entry is enough by itself, changes as few criteria as can be, and
   * is minimal: with less of any of its parts nothing matches. There is one entry for each such set of criteria.
   */
  relax: Relaxation[]
  /**
   * The node for which nothing has to change but time has to pass, because all that it fails is held by its open tasks: the
   * one that has to release least. Undefined when there is a match already, or no such node. For how long, only the
   * deadlines of its tasks say, which a candidate does not have.
   */
  wait: Wait | undefined
}

export type Miss = {
  nodeId: Hex
  /** The criteria that the node fails. */
  shortfalls: Shortfall[]
}

/** What was asked for and what the node has, both in the unit of the request. */
export type Shortfall =
  | { criterion: 'resourceType' | 'trustLevel' | 'sla'; wanted: number; seen: number }
  | { criterion: 'power' | 'budget'; wanted: bigint; seen: bigint }
  | { criterion: 'region'; wanted: string[]; seen: string }
  /** `wanted` is the number of open tasks that the node must have at most. */
  | { criterion: 'capacity'; wanted: number; seen: number }
  | { criterion: 'exclusion'; wanted: []; seen: ExclusionReason[] }

export type Relaxation = {
  /** The node that would match; maybe with others. */
  nodeId: Hex
  /** To be laid over the request: `{ ...request, ...change }`. */
  change: Partial<Pick<Request, 'requiredPower' | 'minTrustLevel' | 'regions' | 'maxPricePerHour' | 'minUptimeBps'>>
}

/**
 * Why a request finds what it finds: how many nodes each criterion turns away, which came nearest, and the smallest
 * change in numbers that would give a match. How near is the sum over the failed criteria of: price, the share of the
 * asking price that is beyond the budget; power, the share that is missing; trust, levels ÷ 4; SLA, the share of time;
 * a wrong region, 1. And for which node it is enough to wait.
 *
 * @throws InvalidArgumentError naming the field of the request, or the candidate and its field
 * @example
 * const { eligible, relax } = explain(request, candidates)
 * if (eligible === 0 && relax[0]) rank({ ...request, ...relax[0].change }, candidates) // finds a node
 */
export function explain(request: Request, candidates: readonly Candidate[]): Explanation {
  const query = checkRequest(request)
  checkCandidates(candidates)
  const counts = count(query, candidates)
  const misses = nearestByMask(query, candidates)
  const [nearest] = misses
  const relaxed = misses.filter(({ reachable, failures }) => reachable && failures === nearest?.failures)
  return {
    ...counts,
    nearestMiss: nearest && {
      nodeId: nearest.candidate.nodeId,
      shortfalls: failedCriteria(nearest.mask).map((criterion) => shortfall(query, nearest.candidate, criterion)),
    },
    relax: counts.eligible > 0 ? [] : relaxed.map((miss) => relaxation(query, miss)),
    wait: leastWait(query, candidates),
  }
}

function count(query: Query, candidates: readonly Candidate[]): Omit<Explanation, 'nearestMiss' | 'relax' | 'wait'> {
  const rejected = zeros(criteria)
  const rejectedAlone = zeros(criteria)
  const excluded = zeros(exclusionReasons)
  let eligible = 0
  for (const candidate of candidates) {
    const failed = failedCriteria(failureMask(query, candidate))
    for (const criterion of failed) rejected[criterion]++
    for (const reason of excludedBy(query, candidate)) excluded[reason]++
    if (failed.length === 0) eligible++
    if (failed.length === 1) rejectedAlone[failed[0]!]++
  }
  return { eligible, rejectedTogether: candidates.length - eligible, rejected, rejectedAlone, excluded }
}

function shortfall(query: Query, candidate: Candidate, criterion: Criterion): Shortfall {
  switch (criterion) {
    case 'resourceType':
      return { criterion, wanted: query.resourceType, seen: candidate.resourceType }
    case 'power':
      return { criterion, wanted: query.requiredPower, seen: freePower(candidate) }
    case 'trustLevel':
      return { criterion, wanted: query.minTrustLevel, seen: candidate.trustLevel }
    case 'region':
      return { criterion, wanted: [...(query.regions ?? [])], seen: candidate.region }
    case 'budget':
      return { criterion, wanted: query.maxPricePerHour, seen: candidate.pricePerHour }
    case 'sla':
      return { criterion, wanted: query.minUptimeBps, seen: offeredUptimeBps(candidate) }
    case 'capacity':
      return { criterion, wanted: maxOpenTasks - 1, seen: candidate.openTasks }
    case 'exclusion':
      return { criterion, wanted: [], seen: excludedBy(query, candidate) }
  }
}

function relaxation(query: Query, { candidate, mask }: Distance): Relaxation {
  const failed = new Set(failedCriteria(mask))
  return {
    nodeId: candidate.nodeId,
    change: {
      ...(failed.has('power') && { requiredPower: freePower(candidate) }),
      ...(failed.has('trustLevel') && { minTrustLevel: candidate.trustLevel }),
      ...(failed.has('region') && { regions: [...(query.regions ?? []), candidate.region] }),
      ...(failed.has('budget') && { maxPricePerHour: candidate.pricePerHour }),
      ...(failed.has('sla') && { minUptimeBps: offeredUptimeBps(candidate) }),
    },
  }
}

function excludedBy(query: Query, candidate: Candidate): ExclusionReason[] {
  const mask = exclusionMask(query, candidate)
  return exclusionReasons.filter((_, i) => mask & (1 << i))
}

function zeros<name extends string>(names: readonly name[]): Record<name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<name, number>
}
