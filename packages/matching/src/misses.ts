import type { Query } from './checkRequest.ts'
import { type Criterion, criteria, failureMask, freePower, offeredUptimeBps } from './criteria.ts'
import type { Candidate } from './types.ts'

/** How far a rejected node is from a request. */
export type Distance = {
  candidate: Candidate
  /** The criteria that it fails, as bits. */
  mask: number
  /** Whether some other request of the same buyer for the same resource would match this node as it is. */
  reachable: boolean
  failures: number
  /** The sum over the criteria of how far the request and the node are apart, each 0 to 1. */
  total: number
  /** The same exactly, a number for each criterion in order, to decide where doubles are too coarse. */
  gaps: readonly bigint[]
}

type Measure = {
  /** Above zero, in the criterion's own unit. */
  gap: (query: Query, candidate: Candidate) => bigint
  /** 0 to 1, and never falling where the gap rises: hence `1 - a / b`, which rounding keeps in order. */
  share: (query: Query, candidate: Candidate) => number
  reachable: (candidate: Candidate) => boolean
}

/** What the request cannot give way in counts as far as can be. */
const never: Measure = { gap: () => 1n, share: () => 1, reachable: () => false }

const measures: { [criterion in Criterion]: Measure } = {
  resourceType: never,
  power: {
    // A node without any power misses something also where nothing is required: all of it.
    gap: (query, candidate) => query.requiredPower - freePower(candidate) || 1n,
    share: ({ requiredPower }, candidate) =>
      requiredPower === 0n ? 1 : Math.min(1, 1 - Number(freePower(candidate)) / Number(requiredPower)),
    // To ask for no power at all is no way out.
    reachable: (candidate) => freePower(candidate) > 0n,
  },
  trustLevel: {
    gap: (query, candidate) => BigInt(query.minTrustLevel - candidate.trustLevel),
    share: (query, candidate) => (query.minTrustLevel - candidate.trustLevel) / 4,
    // Level 0 may take no task, whatever is asked for.
    reachable: (candidate) => candidate.trustLevel > 0,
  },
  region: { gap: () => 1n, share: () => 1, reachable: () => true },
  budget: {
    gap: (query, candidate) => candidate.pricePerHour - query.maxPricePerHour,
    share: (query, candidate) => 1 - Number(query.maxPricePerHour) / Number(candidate.pricePerHour),
    reachable: () => true,
  },
  sla: {
    gap: (query, candidate) => BigInt(query.minUptimeBps - offeredUptimeBps(candidate)),
    share: (query, candidate) => (query.minUptimeBps - offeredUptimeBps(candidate)) / 10_000,
    reachable: () => true,
  },
  capacity: never,
  exclusion: never,
}

/** The distance of a node that fails the criteria of `mask`, which is not 0. */
export function distance(query: Query, candidate: Candidate, mask: number): Distance {
  const failed = failedCriteria(mask).map((criterion) => measures[criterion])
  return {
    candidate,
    mask,
    reachable: failed.every(({ reachable }) => reachable(candidate)),
    failures: failed.length,
    total: failed.reduce((sum, { share }) => sum + share(query, candidate), 0),
    gaps: failed.map(({ gap }) => gap(query, candidate)),
  }
}

/**
 * Nearest first: reachable nodes, then fewest criteria failed, then the smallest total, then the exact gaps, then node id.
 *
 * Of two nodes that fail the same criteria, one that is nearer or equal in each of them and nearer in one comes first:
 * its total is smaller or, rounded, the same, and then the gaps tell. So what the first asks for is minimal.
 */
export function compareDistances(a: Distance, b: Distance): number {
  return (
    Number(b.reachable) - Number(a.reachable) ||
    a.failures - b.failures ||
    a.total - b.total ||
    a.mask - b.mask ||
    compareGaps(a.gaps, b.gaps) ||
    (a.candidate.nodeId.toLowerCase() < b.candidate.nodeId.toLowerCase() ? -1 : 1)
  )
}

export function failedCriteria(mask: number): Criterion[] {
  return criteria.filter((_, i) => mask & (1 << i))
}

/** For every set of criteria that some node fails, the nearest of the nodes that fail just these; nearest first. */
export function nearestByMask(query: Query, candidates: readonly Candidate[]): Distance[] {
  const nearest = new Map<number, Distance>()
  for (const candidate of candidates) {
    const mask = failureMask(query, candidate)
    if (mask === 0) continue
    const seen = nearest.get(mask)
    const found = distance(query, candidate, mask)
    if (seen === undefined || compareDistances(found, seen) < 0) nearest.set(mask, found)
  }
  return [...nearest.values()].sort(compareDistances)
}

function compareGaps(a: readonly bigint[], b: readonly bigint[]): number {
  const i = a.findIndex((gap, i) => gap !== b[i])
  if (i < 0) return 0
  return a[i]! < b[i]! ? -1 : 1
}
