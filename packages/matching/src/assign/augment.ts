import type { Wishes } from './search.ts'
import { hasRoom, hasRoomWithout, leave, type Seats, sit, tenantsOf } from './seats.ts'

/**
 * Finds seats for requests that have none, at whatever cost, by letting others move on among their wishes: augmenting
 * paths, the shortest first. Where places are what is short there is no seating of more requests after that, as far as
 * wishes go.
 */
export function augment(seats: Seats, wishes: Wishes): void {
  for (const [request, node] of seats.nodeOf.entries()) if (node < 0) findSeat(seats, request, wishes)
}

function findSeat(seats: Seats, request: number, wishes: Wishes): void {
  /** Who would take whose seat. */
  const successors = new Map<number, number>()
  const seen = new Set<number>()
  const movers = [request]
  for (const mover of movers) {
    for (const { node } of wishes[mover]!) {
      if (seen.has(node)) continue
      seen.add(node)
      if (hasRoom(seats, mover, node)) {
        moveOn(seats, mover, node, successors)
        return
      }
      for (const tenant of tenantsOf(seats, node)) {
        if (successors.has(tenant) || !hasRoomWithout(seats, mover, node, tenant)) continue
        successors.set(tenant, mover)
        movers.push(tenant)
      }
    }
  }
}

/** The mover takes the free seat, its successor the mover's, and so on. */
function moveOn(seats: Seats, mover: number, node: number, successors: ReadonlyMap<number, number>): void {
  for (let who: number | undefined = mover, to = node; who !== undefined; who = successors.get(who)) {
    const left = seats.nodeOf[who]!
    leave(seats, who)
    sit(seats, who, to)
    to = left
  }
}
