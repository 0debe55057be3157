import { InvalidArgumentError } from '@aiigo/core'
import { checkCandidate, checkCandidates } from './checkCandidates.ts'
import { checkRequest, type Query } from './checkRequest.ts'
import { bytes32 } from './checks.ts'
import { acceptedRegions, type Columns, createColumns, erase, useWeights, write } from './columns.ts'
import { type CheckedOptions, checkOptions, type RankedNode, type RankOptions } from './rank.ts'
import { powerTerm, priceTerm } from './terms.ts'
import { createTopK, type Entry } from './topK.ts'
import type { Candidate, Hex, Request } from './types.ts'
import { type CheckedWeights, scoreOf } from './weights.ts'

/** A market that is ranked again and again; see {@link createIndex}. */
export type CandidateIndex = {
  /** Adds a node, or replaces what was known of it. The candidate is copied: later changes to it need another call. */
  upsert: (candidate: Candidate) => void
  /** Takes a node out; false when it was not there. */
  remove: (nodeId: Hex) => boolean
  /** As the function of that name, over the nodes of the index: the same result to the last bit. */
  rank: (request: Request, options?: RankOptions) => RankedNode[]
  /** How many nodes there are. */
  readonly size: number
}

/**
 * Keeps candidates in a form that ranks fast: checked once, stored in typed arrays, and with a `limit` never sorted as a
 * whole. `upsert` and `remove` take constant time, amortised.
 *
 * @throws InvalidArgumentError naming the candidate and the field, and when two candidates are the same node; its
 * methods throw as `rank` does
 * @example
 * const index = createIndex(candidates)
 * index.upsert({ ...candidates[0], openTasks: 1 })
 * index.rank(request, { limit: 10 })
 */
export function createIndex(candidates: readonly Candidate[] = []): CandidateIndex {
  checkCandidates(candidates)
  const columns = createColumns(candidates.length)
  for (const candidate of candidates) write(columns, candidate)
  const index: CandidateIndex = {
    upsert(candidate) {
      checkCandidate(candidate, 'candidate')
      write(columns, candidate)
    },
    remove(nodeId) {
      if (!bytes32.holds(nodeId)) throw new InvalidArgumentError('nodeId', bytes32.expected, nodeId)
      return erase(columns, nodeId)
    },
    rank(request, options = {}) {
      const query = checkRequest(request)
      const checked = checkOptions(options)
      if (checked.limit === 0) return []
      return best(columns, query, checked).map((entry) => rankedNode(columns, query, entry))
    },
    get size() {
      return columns.size
    },
  }
  columnsByIndex.set(index, columns)
  return index
}

/** What `assign` reads of an index, and nobody else is to touch. */
const columnsByIndex = new WeakMap<CandidateIndex, Columns>()

/** @throws InvalidArgumentError when it is not an index of {@link createIndex} */
export function columnsOf(index: CandidateIndex): Columns {
  const columns = columnsByIndex.get(index)
  if (!columns) throw new InvalidArgumentError('index', 'an index that createIndex has made', index)
  return columns
}

/**
 * The filters of `failureMask` and the score of `rank` in one pass. Where two doubles are equal the exact amounts are
 * compared. What turns most nodes away is asked first: once there are `limit` nodes, a standing too low to beat the worst
 * of them at the best price and power; and what is rarely true last, that it is the buyer's own or has failed.
 */
function best(columns: Columns, query: Query, { weights, limit, places }: CheckedOptions): Entry[] {
  useWeights(columns, weights)
  const { size, exactPrice, exactFree, owners, ids } = columns
  const { standing, kind, trustLevel, tier, offeredUptime, region, price, free } = columns.numbers
  const { resourceType, minTrustLevel, minUptimeBps, maxPricePerHour, requiredPower, buyer, failedNodes } = query
  const maxPrice = Number(maxPricePerHour)
  const minFree = Number(requiredPower)
  const accepted = acceptedRegions(columns.regions, query.regions)
  const compare = (a: Entry, b: Entry) =>
    a.place - b.place || b.score - a.score || (ids[a.slot]! < ids[b.slot]! ? -1 : 1)
  const top = createTopK(limit, compare)
  const hopeless = new Float64Array(4).fill(-Infinity)
  let worst: Entry | undefined

  for (let i = 0; i < size; i++) {
    if (standing[i]! <= hopeless[tier[i]!]!) continue
    if (kind[i] !== resourceType || trustLevel[i]! < minTrustLevel || offeredUptime[i]! < minUptimeBps) continue
    const asked = price[i]!
    if (asked > maxPrice || (asked === maxPrice && exactPrice[i]! > maxPricePerHour)) continue
    const spare = free[i]!
    if (spare < minFree || (spare === minFree && exactFree[i]! < requiredPower)) continue
    if (accepted !== undefined && accepted[region[i]!] === 0) continue

    const score = scoreOf(weights, standing[i]!, priceTerm(asked, maxPrice), powerTerm(spare, minFree))
    const entry = { slot: i, place: places[tier[i]!]!, score }
    if (worst !== undefined && compare(entry, worst) > 0) continue
    if (owners[i] === buyer || (failedNodes.size > 0 && failedNodes.has(ids[i]!))) continue
    top.put(entry)
    worst = top.worst()
    if (worst !== undefined) setHopeless(hopeless, weights, places, worst)
  }
  return top.sorted()
}

/** For each tier the standing at or below which no node can beat the worst of the best. */
function setHopeless(hopeless: Float64Array, weights: CheckedWeights, places: readonly number[], worst: Entry): void {
  for (let tier = 1; tier <= 3; tier++) {
    const place = places[tier]!
    hopeless[tier] =
      place < worst.place ? -Infinity : place > worst.place ? Infinity : standingBelow(weights, worst.score)
  }
}

/**
 * A standing at which the score stays below the one given, whatever the price and the power. It is estimated and then
 * tried, so that it is right also where rounding misleads the estimate: the score never falls as the standing rises.
 */
function standingBelow(weights: CheckedWeights, score: number): number {
  const estimate = (score - 1e-12) * weights.total - weights.price - weights.power
  return scoreOf(weights, estimate, 1, 1) < score ? estimate : -Infinity
}

function rankedNode({ nodeIds, numbers }: Columns, query: Query, { slot, score }: Entry): RankedNode {
  const terms = {
    price: priceTerm(numbers.price[slot]!, Number(query.maxPricePerHour)),
    reputation: numbers.reputation[slot]!,
    latency: numbers.latency[slot]!,
    uptime: numbers.uptime[slot]!,
    power: powerTerm(numbers.free[slot]!, Number(query.requiredPower)),
  }
  return { nodeId: nodeIds[slot]!, score, terms }
}
