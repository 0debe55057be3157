import type { Found, Wishes } from './search.ts'
import {
  hasRoom,
  hasRoomWithout,
  leave,
  type Seats,
  sit,
  suits,
  tenantsOf,
  worthNow,
  worthOf,
  worthThere,
} from './seats.ts'

/** A gain below this is rounding. */
export const least = 1e-9

/** A round that gains less than this part of the whole is the last. */
const pays = 1e-4

/** And so is this one: gains are reckoned in doubles, and what is lost by rounding can be gained for ever. */
const rounds = 50

/** To take the tenant's seat, who goes to the node `to`, or nowhere (−1); without a tenant (−1), to go to that node. */
type Move = { gain: number; tenant: number; to: number }

/**
 * Local search: round after round, each request takes the seat at one of its wishes by which the batch gains most. Whoever
 * has to leave for that goes to where the request came from, or to one of its own wishes, or without a seat.
 */
export function exchange(seats: Seats, wishes: Wishes): void {
  const others = wishes.map((_, request) => nextBest(seats, request, wishes))
  // By rounding a batch can be worth a little less than nothing.
  for (let i = 0, gained = Infinity, whole = 0; i < rounds && gained > pays * Math.abs(whole); i++) {
    gained = 0
    whole = 0
    for (const request of wishes.keys()) {
      const move = bestMove(seats, request, wishes, others)
      if (move) gained += move.gain
      if (move) apply(seats, request, move)
      if (seats.nodeOf[request]! >= 0) whole += worthNow(seats, request)
    }
  }
}

function bestMove(seats: Seats, request: number, wishes: Wishes, others: (Found | undefined)[]): Move | undefined {
  const now = worthNow(seats, request)
  let best: Move | undefined
  for (const { node, worth } of wishes[request]!) {
    // Who takes a worse seat does so for another, who finds the same exchange in its own turn.
    if (worth <= now + least) break
    const enough = best?.gain ?? least
    if (isFree(seats, request, node)) {
      const gain = worthThere(seats, request, node) - now
      if (gain > enough) best = { gain, tenant: -1, to: node }
    }
    for (const tenant of tenantsOf(seats, node)) {
      best = replace(seats, request, tenant, wishes, others, best?.gain ?? least) ?? best
    }
  }
  return best
}

function isFree(seats: Seats, request: number, node: number): boolean {
  return node !== seats.nodeOf[request] && hasRoom(seats, request, node)
}

/** The better way of taking the tenant's seat, if it gains more than is enough. */
function replace(
  seats: Seats,
  request: number,
  tenant: number,
  wishes: Wishes,
  others: (Found | undefined)[],
  enough: number,
): Move | undefined {
  if (tenant === request) return undefined
  const { nodeOf, share, goal } = seats
  const node = nodeOf[tenant]!
  const from = nodeOf[request]!
  const taken = worthOf(seats, request, node) * share[tenant]! - worthNow(seats, request) - worthNow(seats, tenant)
  const swapped = from < 0 ? -Infinity : taken + worthOf(seats, tenant, from) * share[request]!
  const moved = taken + (others[tenant]?.worth ?? goal.unassigned)
  if ((swapped <= enough && moved <= enough) || !hasRoomWithout(seats, request, node, tenant)) return undefined
  const canSwap = swapped > enough && suits(seats, tenant, from) && hasRoomWithout(seats, tenant, from, request)
  const swap = canSwap ? { gain: swapped, tenant, to: from } : undefined
  if (moved <= (swap?.gain ?? enough)) return swap
  const other = renewed(seats, tenant, wishes, others)
  const gain = taken + (other?.worth ?? goal.unassigned)
  return gain > (swap?.gain ?? enough) ? { gain, tenant, to: other?.node ?? -1 } : swap
}

/** Looks again where the room has gone, or counts less for a task that came since. */
function renewed(seats: Seats, request: number, wishes: Wishes, others: (Found | undefined)[]): Found | undefined {
  const known = others[request]
  if (known && !(isFree(seats, request, known.node) && worthThere(seats, request, known.node) === known.worth)) {
    others[request] = nextBest(seats, request, wishes)
  }
  return others[request]
}

/** The first of the wishes with room beside the one that is taken. */
function nextBest(seats: Seats, request: number, wishes: Wishes): Found | undefined {
  const free = wishes[request]!.find(({ node }) => isFree(seats, request, node))
  return free && { node: free.node, worth: worthThere(seats, request, free.node) }
}

function apply(seats: Seats, request: number, { tenant, to }: Move): void {
  const node = tenant < 0 ? to : seats.nodeOf[tenant]!
  leave(seats, request)
  if (tenant >= 0) leave(seats, tenant)
  sit(seats, request, node)
  if (tenant >= 0 && to >= 0) sit(seats, tenant, to)
}
