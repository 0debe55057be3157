import { exchange, least } from './exchange.ts'
import { exhaust } from './exhaust.ts'
import { repack } from './repack.ts'
import type { Wishes } from './search.ts'
import type { Seats } from './seats.ts'

/** So many times at most nodes choose anew, each time a little better. */
const rounds = 8

/** By exchanges while they pay; by nodes that choose anew, where requests are without one; by branch and bound for a few. */
export function improve(seats: Seats, wishes: Wishes): void {
  exchange(seats, wishes)
  for (let i = 0; i < rounds && isScarce(seats, wishes) && repack(seats, wishes) > least; i++) exchange(seats, wishes)
  exhaust(seats)
}

function isScarce(seats: Seats, wishes: Wishes): boolean {
  return wishes.some((own, request) => own.length > 0 && seats.nodeOf[request]! < 0)
}
