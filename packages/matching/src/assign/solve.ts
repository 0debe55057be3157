import type { Query } from '../checkRequest.ts'
import { type Columns, useWeights } from '../columns.ts'
import { auction } from './auction.ts'
import { augment } from './augment.ts'
import { exchange, least } from './exchange.ts'
import { exhaust } from './exhaust.ts'
import { createNodes } from './nodes.ts'
import type { Goal } from './objective.ts'
import { repack } from './repack.ts'
import { search, type Wishes, wishCount } from './search.ts'
import { createSeats, type Seats, sit } from './seats.ts'

/** So many times at most nodes choose anew, each time a little better. */
const rounds = 8

/** Seats requests of one resource type: by auction, then by exchanges while they pay, then, when they are few, in the best way there is. */
export function solve(columns: Columns, queries: readonly Query[], goal: Goal): Seats {
  useWeights(columns, goal.choice)
  const ceilings = ceilingsOf(columns, queries, goal)
  const nodes = createNodes(columns, queries[0]!.resourceType, goal, {
    inverseBudget: mean(ceilings.map((ceiling) => 1 / ceiling)),
    required: mean(Float64Array.from(queries, ({ requiredPower }) => Number(requiredPower))),
  })
  const seats = createSeats(queries, ceilings, nodes, goal)
  const wishes = queries.map((_, request) => search(seats, request, wishCount, false))
  auction(seats, wishes)
  fill(seats)
  if (goal.isCheapest) augment(seats, wishes)
  exchange(seats, wishes)
  for (let i = 0; i < rounds && isScarce(seats, wishes) && repack(seats, wishes) > least; i++) exchange(seats, wishes)
  exhaust(seats)
  fill(seats)
  return seats
}

function isScarce(seats: Seats, wishes: Wishes): boolean {
  return wishes.some((own, request) => own.length > 0 && seats.nodeOf[request]! < 0)
}

/** Gives requests without a seat, in order, the best that has room: also where that is worth nothing. */
function fill(seats: Seats): void {
  for (const [request, node] of seats.nodeOf.entries()) {
    if (node >= 0) continue
    const [best] = search(seats, request, 1, true)
    if (best) sit(seats, request, best.node)
  }
}

/** By request, the price by which asking prices are divided: its budget, or where prices are compared the highest of all. */
function ceilingsOf({ numbers, size }: Columns, queries: readonly Query[], goal: Goal): Float64Array {
  const budgets = Float64Array.from(queries, ({ maxPricePerHour }) => Number(maxPricePerHour))
  if (!goal.isCheapest) return budgets
  const most = budgets.reduce((a, b) => Math.max(a, b))
  let highest = 1
  for (let slot = 0; slot < size; slot++) {
    const price = numbers.price[slot]!
    if (price > highest && price <= most) highest = price
  }
  return budgets.fill(highest)
}

function mean(column: Float64Array): number {
  return column.reduce((sum, each) => sum + each / column.length, 0)
}
