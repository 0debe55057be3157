import { type Found, type Spares, spareOf, type Wishes, wishCount } from './search.ts'
import { hasRoom, leave, type Seats, sit, tenantsOf, worthOf, worthThere } from './seats.ts'

/** The least by which a seat becomes dearer, as a part of what requests are worth at their best node. */
const increment = 0.03
/** So many bids a request at most, on average: without an end in sight prices rise in small steps for long. */
const patience = 30

/** What a request gets at a node after it has paid for the seat, and who has to leave for it. */
type Offer = { node: number; net: number; price: number; leaving: readonly number[] }

/**
 * Auction: as long as requests are without a seat, the first of them takes the one that leaves it most, paying what those
 * who have to leave had bid, and bids so much itself that its second choice would be hardly worse. So seats go to those who
 * would lose most without. No request ends more than an increment below the best that it could have at these prices.
 *
 * Where power is short more than one may have to leave for one who comes. Then the prices promise nothing.
 *
 * @see Bertsekas, Auction algorithms, 1992
 */
export function auction(seats: Seats, wishes: Wishes): void {
  const bids = new Float64Array(wishes.length)
  const spares: Spares = []
  const best = wishes.reduce((sum, [first]) => sum + (first?.worth ?? 0) / wishes.length, 0)
  const queue = [...wishes.keys()]
  for (let i = 0; i < queue.length && i < patience * wishes.length; i++) {
    const request = queue[i]!
    const { first, second } = bestOffers(seats, request, wishes[request]!, bids, spares)
    if (!first) continue
    for (const tenant of first.leaving) leave(seats, tenant)
    queue.push(...first.leaving)
    bids[request] = first.price + first.net - second + increment * (best || 1)
    // Who has to leave is reckoned in doubles; where these mislead by the last bit, the request stays without.
    if (hasRoom(seats, request, first.node)) sit(seats, request, first.node)
  }
}

/** The best offer, and what the second is worth, if only to have no seat. */
function bestOffers(seats: Seats, request: number, wishes: readonly Found[], bids: Float64Array, spares: Spares) {
  let first: Offer | undefined
  let second = Math.max(seats.goal.unassigned, -4)
  const consider = (offer: Offer | undefined) => {
    if (!offer || offer.net <= second) return
    second = Math.max(second, Math.min(offer.net, first?.net ?? second))
    if (!first || offer.net > first.net) first = offer
  }
  for (const { node, worth } of wishes) {
    if (worth <= second) break
    consider(offerOf(seats, request, node, bids))
  }
  if (wishes.length === wishCount && second < wishes.at(-1)!.worth) {
    const spare = spareOf(seats, request, spares)
    if (spare && spare.node !== first?.node) consider(offerOf(seats, request, spare.node, bids))
  }
  return { first, second }
}

function offerOf(seats: Seats, request: number, node: number, bids: Float64Array): Offer | undefined {
  if (hasRoom(seats, request, node)) return { node, net: worthThere(seats, request, node), price: 0, leaving: [] }
  const leaving = whoLeaves(seats, request, node, bids)
  if (leaving.length === 0) return undefined
  const price = leaving.reduce((sum, tenant) => sum + bids[tenant]!, 0)
  return { node, net: worthOf(seats, request, node) * seats.share[leaving[0]!]! - price, price, leaving }
}

/** The tenant who bid least of those without whom there is room; or, where none is enough, several, lowest bid first. */
function whoLeaves(seats: Seats, request: number, node: number, bids: Float64Array): number[] {
  const { required, left } = seats
  const lacking = required[request]! - left[node]!
  const tenants = tenantsOf(seats, node)
  let lowest = -1
  for (const tenant of tenants) {
    if (required[tenant]! >= lacking && (lowest < 0 || bids[tenant]! < bids[lowest]!)) lowest = tenant
  }
  if (lowest >= 0) return [lowest]
  const leaving: number[] = []
  let freed = 0
  for (const tenant of [...tenants].sort((a, b) => bids[a]! - bids[b]!)) {
    if (freed < lacking) leaving.push(tenant)
    freed += required[tenant]!
  }
  return leaving
}
