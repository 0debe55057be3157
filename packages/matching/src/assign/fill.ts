import { search } from './search.ts'
import { type Seats, sit } from './seats.ts'

/** Gives requests without a seat, in order, the best that has room: also where that is worth nothing. */
export function fill(seats: Seats): void {
  for (const [request, node] of seats.nodeOf.entries()) {
    if (node >= 0) continue
    const [best] = search(seats, request, 1, true)
    if (best) sit(seats, request, best.node)
  }
}
