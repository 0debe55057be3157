import type { Query } from '../checkRequest.ts'
import { type Columns, useWeights } from '../columns.ts'
import { auction } from './auction.ts'
import { cheapest } from './cheapest.ts'
import { fill } from './fill.ts'
import { improve } from './improve.ts'
import { createNodes } from './nodes.ts'
import type { Goal } from './objective.ts'
import { wishesOf } from './search.ts'
import { createSeats, type Seats } from './seats.ts'

/** Seats requests of one resource type. */
export function solve(columns: Columns, queries: readonly Query[], goal: Goal): Seats {
  useWeights(columns, goal.choice)
  const nodes = createNodes(columns, queries[0]!.resourceType, goal, {
    inverseBudget: mean(queries.map(({ maxPricePerHour }) => 1 / Number(maxPricePerHour))),
    required: mean(queries.map(({ requiredPower }) => Number(requiredPower))),
  })
  const seats = createSeats(queries, nodes, goal)
  if (goal.isCheapest) cheapest(seats)
  else best(seats)
  return seats
}

/** By auction, then by what improves on that. */
function best(seats: Seats): void {
  const wishes = wishesOf(seats)
  auction(seats, wishes)
  fill(seats)
  improve(seats, wishes)
  fill(seats)
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each / numbers.length, 0)
}
