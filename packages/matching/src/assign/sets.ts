import type { Option } from './prices.ts'
import { hasRoom, leave, type Seats } from './seats.ts'

/** So many requests at most: of more there are too many sets. */
export const few = 12

/** Requests that fit into a node together, one bit each, and what is gained by seating them there. */
type Packing = { set: number; gain: number }

/** Seats a request and says what is gained by it. */
type Seat = (seats: Seats, request: number, node: number) => number

/**
 * The best assignment of a few requests: node after node, for each set of requests the most that is gained by seating just
 * these. It takes a tenth of a second at most, whatever the batch.
 *
 * @param options of requests that have no seats
 * @returns by request its node, or −1
 */
export function bestOfSets(seats: Seats, options: readonly Option[][], seat: Seat): number[] {
  let gains = new Float64Array(1 << options.length).fill(-Infinity)
  gains[0] = 0
  const turns = [...takersByNode(options)].map(([node, takers]) => {
    const turn = { node, taken: new Uint16Array(gains.length) }
    gains = withNode(gains, packings(seats, node, takers, seat), turn.taken)
    return turn
  })
  let set = gains.reduce((best, gain, i) => (gain > gains[best]! ? i : best), 0)
  const plan = options.map(() => -1)
  for (const { node, taken } of turns.reverse()) {
    for (const request of plan.keys()) if (taken[set]! & (1 << request)) plan[request] = node
    set &= ~taken[set]!
  }
  return plan
}

function takersByNode(options: readonly Option[][]): Map<number, number[]> {
  const takers = new Map<number, number[]>()
  for (const [request, own] of options.entries()) {
    for (const { node } of own) if (node >= 0) takers.set(node, [...(takers.get(node) ?? []), request])
  }
  return takers
}

/** All that fit, but for nobody at all. */
function packings(seats: Seats, node: number, takers: readonly number[], seat: Seat): Packing[] {
  const found: Packing[] = []
  function visit(from: number, set: number, gain: number): void {
    for (let i = from; i < takers.length; i++) {
      const request = takers[i]!
      if (!hasRoom(seats, request, node)) continue
      const packing = { set: set | (1 << request), gain: gain + seat(seats, request, node) }
      found.push(packing)
      visit(i + 1, packing.set, packing.gain)
      leave(seats, request)
    }
  }
  visit(0, 0, 0)
  return found
}

/** For each set what is gained when the node may take a part of it. @param taken is told which part that is */
function withNode(gains: Float64Array, packings: readonly Packing[], taken: Uint16Array): Float64Array<ArrayBuffer> {
  const next = gains.slice()
  for (const { set, gain } of packings) {
    const rest = (gains.length - 1) & ~set
    // All the sets that have nobody of this one, from the largest down to none.
    for (let others = rest; ; others = (others - 1) & rest) {
      const sum = gains[others]! + gain
      if (sum > next[others | set]!) {
        next[others | set] = sum
        taken[others | set] = set
      }
      if (others === 0) break
    }
  }
  return next
}
