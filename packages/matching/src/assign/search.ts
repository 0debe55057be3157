import type { Run } from './blocks.ts'
import { hadRoom, hasRoom, type Seats, suits } from './seats.ts'

/** So many nodes each request names that it would like best. */
export const wishCount = 24

/** By request, these nodes, and what they are worth to it; fewer where no more are eligible. */
export type Wishes = readonly (readonly Found[])[]

export function wishesOf(seats: Seats): Wishes {
  return seats.queries.map((_, request) => search(seats, request, wishCount, false))
}

/** A node and what it is worth to the request that looks for one. */
export type Found = { node: number; worth: number }

/**
 * The k nodes that suit a request and are worth most to it, best first, ties by price where prices are compared, then by
 * node id. Same as: look at all, sort, take k. Blocks of which not even the bound is as good as what has been found are passed over.
 *
 * @param roomy only nodes with room left; else all that had room before the batch, at what they were worth then
 */
export function search(seats: Seats, request: number, k: number, roomy: boolean): Found[] {
  const { runs } = seats.nodes
  const found: Found[] = []
  const bounds = boundsOf(seats, request)
  const first = highest(bounds)
  if (first < 0) return found
  scan(seats, request, runs[first]!, k, roomy, found)
  bounds[first] = -Infinity
  let beat = found.length === k ? found[k - 1]!.worth : -Number.MAX_VALUE
  for (let i = 0; i < bounds.length; i++) {
    if (bounds[i]! < beat) continue
    scan(seats, request, runs[i]!, k, roomy, found)
    if (found.length === k) beat = found[k - 1]!.worth
  }
  return found
}

/** By request: the best node that had room anywhere, or null where there was none. */
export type Spares = (Found | null)[]

/** As long as the one that is known has room, it is taken for the best. */
export function spareOf(seats: Seats, request: number, spares: Spares): Found | null {
  const known = spares[request]
  if (known === null || (known && hasRoom(seats, request, known.node))) return known
  spares[request] = search(seats, request, 1, true)[0] ?? null
  return spares[request]!
}

function highest(bounds: Float64Array): number {
  let best = -1
  for (let i = 0, most = -Infinity; i < bounds.length; i++) {
    if (bounds[i]! <= most) continue
    most = bounds[i]!
    best = i
  }
  return best
}

/** What a node of each block can be worth at most. */
function boundsOf(seats: Seats, request: number): Float64Array {
  const { base, priceSlope, powerSlope, share, price, free, trustLevel, offeredUptime } = seats.nodes.best
  const { minTrustLevel, minUptimeBps } = seats.queries[request]!
  const budget = seats.budget[request]!
  const inverseBudget = seats.inverseBudget[request]!
  const required = seats.required[request]!
  const bounds = new Float64Array(base.length)
  for (let i = 0; i < bounds.length; i++) {
    const isVain =
      price[i]! > budget || free[i]! < required || trustLevel[i]! < minTrustLevel || offeredUptime[i]! < minUptimeBps
    bounds[i] = isVain ? -Infinity : (base[i]! - priceSlope[i]! * inverseBudget - powerSlope[i]! * required) * share[i]!
  }
  return bounds
}

/** What is cheap to ask and turns many away comes first. */
function scan(seats: Seats, request: number, { start, end }: Run, k: number, roomy: boolean, found: Found[]): void {
  const { trustLevel, offeredUptime, region, free, base, priceSlope, powerSlope } = seats.nodes
  const openTasks = roomy ? seats.openTasks : seats.nodes.openTasks
  const { isFair, shares } = seats.goal
  const { minTrustLevel, minUptimeBps } = seats.queries[request]!
  const required = seats.required[request]!
  const inverseBudget = seats.inverseBudget[request]!
  const regions = seats.regions[request]
  const power = roomy ? seats.room : free
  let beat = found.length === k ? found[k - 1]!.worth : -Infinity
  for (let node = start; node < end; node++) {
    if (power[node]! < required) continue
    let worth = base[node]! - priceSlope[node]! * inverseBudget - powerSlope[node]! * required
    if (isFair) worth *= shares[openTasks[node]! + 1]!
    if (worth < beat || trustLevel[node]! < minTrustLevel || offeredUptime[node]! < minUptimeBps) continue
    if (regions !== undefined && regions[region[node]!] === 0) continue
    if (!suits(seats, request, node) || !(roomy ? hasRoom(seats, request, node) : hadRoom(seats, request, node)))
      continue
    insert(seats, found, k, { node, worth })
    if (found.length === k) beat = found[k - 1]!.worth
  }
}

function insert(seats: Seats, found: Found[], k: number, one: Found): void {
  let at = found.length < k ? found.length : k - 1
  if (at < found.length && !isBetter(seats, one, found[at]!)) return
  for (; at > 0 && isBetter(seats, one, found[at - 1]!); at--) found[at] = found[at - 1]!
  found[at] = one
}

function isBetter({ nodes, goal }: Seats, a: Found, b: Found): boolean {
  if (a.worth !== b.worth) return a.worth > b.worth
  const { ids, exactPrice } = nodes.columns
  const [one, other] = [nodes.slot[a.node]!, nodes.slot[b.node]!]
  if (goal.isCheapest && exactPrice[one] !== exactPrice[other]) return exactPrice[one]! < exactPrice[other]!
  return ids[one]! < ids[other]!
}
