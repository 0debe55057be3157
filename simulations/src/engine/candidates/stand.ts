import type { Request } from '@aiigo/matching'
import { isOfKind, levelOf, maxOpenTasks } from './eligible.ts'
import { scoreOf, standingOf } from './score.ts'
import type { Entry } from './shelves.ts'

/** The nodes of one type and tier, and what tasks offered in this tick have taken of them. */
export type Stand = {
  /**
   * The node that `rank` of @aiigo/matching would put first for a task of this type, which now holds the power that the
   * task asks for; undefined where none is eligible.
   */
  take(query: Query): Entry | undefined
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

/**
 * Nodes in columns, each in its place. So many of them in a row are much alike and make a block, which is passed over as a
 * whole where it cannot hold the best: `best` has the best of each column that any node of the block has.
 */
type Places = {
  entries: readonly Entry[]
  standing: Float64Array
  price: Float64Array
  free: Float64Array
  exactFree: bigint[]
  openTasks: Uint8Array
  blocks: number
  best: Record<'standing' | 'price' | 'free' | 'uptimeBps' | 'trustLevel', Float64Array>
}

/** Nodes in a block. */
const BLOCK = 16
/** Blocks between which the prices are split before the standing is. */
const BLOCKS_A_PRICE = 8

const NONE = -1

/**
 * Ranks the nodes for one task after the other. The best node is the first in the order of scores, then ids; so whole
 * blocks are left out whose best conceivable score is below that of a node that is known.
 *
 * @param entries cheapest first
 */
export function createStand(entries: readonly Entry[]): Stand {
  const places = toPlaces(inOrder(entries.filter(({ isAvailable }) => isAvailable)))
  const bounds = new Float64Array(places.blocks)
  return {
    take(query) {
      const place = findBest(places, bounds, query)
      if (place === NONE) return undefined
      reserve(places, place, query.request.requiredPower)
      return places.entries[place]
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

/** First into the block that promises most: what it holds leaves most of the others out. */
function findBest(places: Places, bounds: Float64Array, query: Query): number {
  const first = boundAll(places, bounds, query)
  if (first === NONE) return NONE
  const best: Best = { place: NONE, score: -Infinity }
  lookInto(places, first, query, best)
  for (let block = 0; block < bounds.length; block++) {
    if (block !== first && bounds[block]! >= best.score && bounds[block] !== -Infinity)
      lookInto(places, block, query, best)
  }
  return best.place
}

/** Writes down what no node of each block is better than, and says which block may have the best one. */
function boundAll({ best }: Places, bounds: Float64Array, query: Query): number {
  const { standing, price, free, uptimeBps, trustLevel } = best
  const { limit, required, leastUptimeBps, leastTrust } = query
  let first = NONE
  let highest = -Infinity
  for (let i = 0; i < bounds.length; i++) {
    const isOut =
      price[i]! > limit || free[i]! < required || uptimeBps[i]! < leastUptimeBps || trustLevel[i]! < leastTrust
    const bound = isOut ? -Infinity : scoreOf(standing[i]!, price[i]!, limit, free[i]!, required)
    bounds[i] = bound
    if (bound <= highest) continue
    first = i
    highest = bound
  }
  return first
}

type Best = { place: number; score: number }

function lookInto(places: Places, block: number, query: Query, best: Best): void {
  const { standing, price, free } = places
  const { limit, required } = query
  const end = Math.min((block + 1) * BLOCK, standing.length)
  for (let i = block * BLOCK; i < end; i++) {
    if (price[i]! > limit || free[i]! < required) continue
    const score = scoreOf(standing[i]!, price[i]!, limit, free[i]!, required)
    if (score < best.score || !isEligible(places, i, query)) continue
    if (score === best.score && best.place !== NONE && idAt(places, i) > idAt(places, best.place)) continue
    best.place = i
    best.score = score
  }
}

/** The filters that a glance at two doubles does not decide. */
function isEligible({ entries, exactFree }: Places, place: number, { request, buyer, failed }: Query): boolean {
  const entry = entries[place]!
  const { nodeId, owner, pricePerHour } = entry.candidate
  if (!isOfKind(entry, request)) return false
  if (exactFree[place]! < request.requiredPower || pricePerHour > request.maxPricePerHour) return false
  return owner.toLowerCase() !== buyer && (failed.length === 0 || !failed.includes(nodeId.toLowerCase()))
}

function idAt({ entries }: Places, place: number): string {
  return entries[place]!.candidate.nodeId.toLowerCase()
}

/** A task now holds so much of the node's power. */
function reserve({ openTasks, exactFree, free, best }: Places, place: number, power: bigint): void {
  openTasks[place]! += 1
  exactFree[place]! -= power
  // With its tasks at the most that a node may hold, it has room for none, not even for one without power.
  free[place] = openTasks[place]! < maxOpenTasks ? Number(exactFree[place]) : -Infinity
  const block = Math.floor(place / BLOCK)
  let most = -Infinity
  for (const one of free.subarray(block * BLOCK, (block + 1) * BLOCK)) if (one > most) most = one
  best.free[block] = most
}

type Ranked = { entry: Entry; standing: number }

/** Dear and cheap nodes apart, and of those that ask alike the trusted ones: so that few blocks are looked into. */
function inOrder(entries: readonly Entry[]): Ranked[] {
  const ranked = entries.map((entry) => ({ entry, standing: standingOf(entry.candidate) }))
  const size = BLOCK * BLOCKS_A_PRICE
  const ordered: Ranked[] = []
  for (let start = 0; start < ranked.length; start += size)
    ordered.push(...ranked.slice(start, start + size).sort((a, b) => b.standing - a.standing))
  return ordered
}

function toPlaces(ranked: readonly Ranked[]): Places {
  const entries = ranked.map(({ entry }) => entry)
  const column = (read: (entry: Entry) => number) => columnOf(entries, read)
  const standing = columnOf(ranked, (one) => one.standing)
  const [price, free] = [column((entry) => entry.price), column((entry) => entry.free)]
  return {
    ...{ entries, standing, price, free },
    exactFree: entries.map((entry) => entry.exactFree),
    openTasks: Uint8Array.from(entries, ({ candidate }) => candidate.openTasks),
    blocks: Math.ceil(entries.length / BLOCK),
    best: {
      standing: bestOf(standing, Math.max),
      price: bestOf(price, Math.min),
      free: bestOf(free, Math.max),
      uptimeBps: bestOf(
        column((entry) => entry.uptimeBps),
        Math.max,
      ),
      trustLevel: bestOf(
        column(({ candidate }) => candidate.trustLevel),
        Math.max,
      ),
    },
  }
}

/** `Float64Array.from`, which takes several times as long. */
function columnOf<T>(rows: readonly T[], read: (row: T) => number): Float64Array {
  const column = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) column[i] = read(rows[i]!)
  return column
}

/** The best value of each block. */
function bestOf(column: Float64Array, better: (a: number, b: number) => number): Float64Array {
  const best = new Float64Array(Math.ceil(column.length / BLOCK))
  for (let i = 0; i < column.length; i++) {
    const block = Math.floor(i / BLOCK)
    best[block] = i % BLOCK === 0 ? column[i]! : better(best[block]!, column[i]!)
  }
  return best
}
