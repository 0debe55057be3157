import type { Request } from '@aiigo/matching'
import { isOfKind, levelOf, maxOpenTasks } from './eligible.ts'
import { scoreOf, standingOf } from './score.ts'
import type { Entry } from './shelves.ts'

/** The nodes of one type and tier, and what tasks offered in this tick have taken of them. */
export type Stand = {
  /** The node that `rank` of @aiigo/matching would put first for a task of this type; undefined where none is eligible. */
  best(query: Query): Place | undefined
}

/** A request, with the doubles and spellings that many nodes are compared with. */
export type Query = {
  request: Request
  buyer: string
  required: number
  limit: number
  leastUptimeBps: number
  leastTrust: number
  failed: readonly string[]
}

/** A node in its place. */
export type Place = {
  entry: Entry
  block: Block
  standing: number
  price: number
  free: number
  exactFree: bigint
  openTasks: number
}

/** Nodes that are much alike, and the best of each that any of them has. */
type Block = {
  places: Place[]
  standing: number
  price: number
  free: number
  uptimeBps: number
  trustLevel: number
}

/** Nodes of a block, which is passed over as a whole where it cannot hold the best. */
const BLOCK = 16
/** Blocks between which the prices are split before the standing is. */
const BLOCKS_A_PRICE = 8

/**
 * Ranks the nodes for one task after the other. The best node is the first in the order of scores, then ids; so whole
 * blocks are left out whose best conceivable score is below that of a node that is known.
 *
 * @param entries cheapest first
 */
export function createStand(entries: readonly Entry[]): Stand {
  const blocks = inBlocks(entries.filter(({ isAvailable }) => isAvailable))
  const bounds = new Float64Array(blocks.length)
  return {
    best(query) {
      let first = -1
      let highest = -Infinity
      for (let i = 0; i < blocks.length; i++) {
        const bound = boundOf(blocks[i]!, query)
        bounds[i] = bound
        if (bound <= highest) continue
        first = i
        highest = bound
      }
      if (first < 0) return undefined
      const best: Best = { place: undefined, score: -Infinity }
      lookInto(blocks[first]!, query, best)
      for (let i = 0; i < blocks.length; i++) {
        if (i !== first && bounds[i]! >= best.score && bounds[i] !== -Infinity) lookInto(blocks[i]!, query, best)
      }
      return best.place
    },
  }
}

export function toQuery(request: Request): Query {
  const { buyer, requiredPower, maxPricePerHour, failedNodes = [] } = request
  const failed = failedNodes.map((nodeId) => nodeId.toLowerCase())
  return {
    request,
    buyer: buyer.toLowerCase(),
    required: Number(requiredPower),
    limit: Number(maxPricePerHour),
    leastUptimeBps: request.minUptimeBps ?? 0,
    leastTrust: levelOf(request.minTrustLevel),
    failed,
  }
}

/** A task now holds so much of the node's power. */
export function reserve(place: Place, power: bigint): void {
  place.openTasks += 1
  place.exactFree -= power
  // With its tasks at the most that a node may hold, it has room for none, not even for one without power.
  place.free = place.openTasks < maxOpenTasks ? Number(place.exactFree) : -Infinity
  let most = -Infinity
  for (const { free } of place.block.places) if (free > most) most = free
  place.block.free = most
}

/** Dear and cheap nodes apart, and of those that ask alike the trusted ones: so that few blocks are looked into. */
function inBlocks(entries: readonly Entry[]): Block[] {
  const blocks: Block[] = []
  const size = BLOCK * BLOCKS_A_PRICE
  for (let start = 0; start < entries.length; start += size) {
    const alike = entries.slice(start, start + size).map((entry) => ({ entry, standing: standingOf(entry.candidate) }))
    alike.sort((a, b) => b.standing - a.standing)
    for (let i = 0; i < alike.length; i += BLOCK) blocks.push(toBlock(alike.slice(i, i + BLOCK)))
  }
  return blocks
}

function toBlock(alike: readonly Pick<Place, 'entry' | 'standing'>[]): Block {
  const { standing: highest } = alike[0]!
  const block: Block = { places: [], standing: highest, price: Infinity, free: -Infinity, uptimeBps: 0, trustLevel: 0 }
  for (const { entry, standing } of alike) {
    const { price, free, exactFree, candidate } = entry
    block.places.push({ entry, block, standing, price, free, exactFree, openTasks: candidate.openTasks })
    if (price < block.price) block.price = price
    if (free > block.free) block.free = free
    if (entry.uptimeBps > block.uptimeBps) block.uptimeBps = entry.uptimeBps
    if (candidate.trustLevel > block.trustLevel) block.trustLevel = candidate.trustLevel
  }
  return block
}

/** What no node of the block is better than. */
function boundOf({ standing, price, free, uptimeBps, trustLevel }: Block, query: Query): number {
  const { limit, required, leastUptimeBps, leastTrust } = query
  if (price > limit || free < required || uptimeBps < leastUptimeBps || trustLevel < leastTrust) return -Infinity
  return scoreOf(standing, price, limit, free, required)
}

type Best = { place: Place | undefined; score: number }

function lookInto({ places }: Block, query: Query, best: Best): void {
  const { limit, required } = query
  for (const place of places) {
    if (place.price > limit || place.free < required) continue
    const score = scoreOf(place.standing, place.price, limit, place.free, required)
    if (score < best.score || !isEligible(place, query)) continue
    if (score === best.score && best.place !== undefined && idOf(place) > idOf(best.place)) continue
    best.place = place
    best.score = score
  }
}

/** The filters that a glance at two doubles does not decide. */
function isEligible({ entry, exactFree }: Place, { request, buyer, failed }: Query): boolean {
  const { nodeId, owner, pricePerHour } = entry.candidate
  if (!isOfKind(entry, request)) return false
  if (exactFree < request.requiredPower || pricePerHour > request.maxPricePerHour) return false
  return owner.toLowerCase() !== buyer && (failed.length === 0 || !failed.includes(nodeId.toLowerCase()))
}

function idOf({ entry }: Place): string {
  return entry.candidate.nodeId.toLowerCase()
}
