import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aBatch, aLargeBatch, aTightBatch, type Batch } from '../../test/batches.ts'
import { type Aim, optimum } from '../../test/optimum.ts'
import { type Assignment, type AssignOptions, assign, createIndex } from '../index.ts'

/** What an assignment adds up to, of each node the tasks that are worth most first. */
function reached({ candidates }: Batch, { pairs }: Assignment, { worth, share = () => 1 }: Aim): number {
  let sum = 0
  for (const { nodeId, openTasks } of candidates) {
    const worths = pairs.filter((pair) => pair.nodeId === nodeId).map(worth)
    sum += worths.sort((a, b) => b - a).reduce((sum, each, i) => sum + each * share(openTasks + 1 + i), 0)
  }
  return sum
}

/** The largest part of the optimum that an assignment of random batches misses, and how often requests got in each other's way. */
function gaps(batches: fc.Arbitrary<Batch>, cases: number, options: AssignOptions, aim: Aim) {
  let largest = 0
  let contested = 0
  for (const batch of fc.sample(batches, { seed: 20_261_126, numRuns: cases })) {
    const assignment = assign(batch.requests, createIndex(batch.candidates), options)
    const best = optimum(batch, { ...aim, weights: options.weights })
    const missed = best - reached(batch, assignment, aim)
    expect(missed).toBeGreaterThan(-1e-9)
    if (best > 0) largest = Math.max(largest, missed / best)
    if (assignment.unassigned.some(({ taken }) => taken)) contested++
  }
  return { largest, contested }
}

const score: Aim['worth'] = (pair) => pair.score
/** One request more counts more than all prices together, of which none is above 1,000. */
function cheapness(requests: number): Aim['worth'] {
  return ({ pricePerHour }) => requests + 1 - Number(pricePerHour) / 1_000
}

describe('behavior: small batches are assigned as HiGHS finds best', () => {
  const cases: [string, AssignOptions, Aim][] = [
    ['score', {}, { worth: score }],
    ['score by other weights', { weights: { price: 3, power: 1 } }, { worth: score }],
    ['cheapest', { objective: 'cheapest' }, { worth: cheapness(12) }],
    ['fairest', { objective: 'fairest' }, { worth: score, share: (k) => 1 / k }],
    ['fairest, α = ½', { objective: 'fairest', fairness: 0.5 }, { worth: score, share: (k) => 1 / Math.sqrt(k) }],
  ]
  test.each(cases)('behavior: %s', (_, options, aim) => {
    const { largest, contested } = gaps(aBatch(12, 6), 100, options, aim)
    expect(largest).toBeLessThan(1e-6)
    expect(contested).toBeGreaterThan(30)
  })
})

describe('behavior: so is a dozen that hardly fits, where branch and bound runs out of steps', () => {
  // HiGHS takes up to a second for each.
  const cases: [string, AssignOptions, Aim, nodes: number, cases: number][] = [
    ['score', {}, { worth: score }, 3, 8],
    ['score on more nodes', {}, { worth: score }, 5, 8],
    ['cheapest', { objective: 'cheapest' }, { worth: cheapness(12) }, 3, 8],
    ['fairest', { objective: 'fairest' }, { worth: score, share: (k) => 1 / k }, 3, 4],
  ]
  test.each(cases)('behavior: %s', (_, options, aim, nodes, cases) => {
    const { largest, contested } = gaps(aTightBatch(nodes), cases, options, aim)
    expect(largest).toBeLessThan(1e-6)
    expect(contested).toBe(cases)
  })
})

describe('behavior: larger batches come close to it', () => {
  const cases: [string, AssignOptions, (requests: number) => Aim['worth'], [number, number]][] = [
    ['score', {}, () => score, [0.01, 0.01]],
    // Less than one unit of price; and where not every node is among the wishes, than a request or half a percent of prices.
    ['cheapest', { objective: 'cheapest' }, cheapness, [1e-8, 1.5e-5]],
  ]
  test.each(cases)('behavior: %s', (_, options, worth, most) => {
    const some = gaps(aLargeBatch(60, 15), 8, options, { worth: worth(60) })
    const more = gaps(aLargeBatch(150, 40), 4, options, { worth: worth(150) })
    expect(some.largest).toBeLessThan(most[0])
    expect(more.largest).toBeLessThan(most[1])
    expect(some.contested + more.contested).toBeGreaterThan(6)
  })
})
