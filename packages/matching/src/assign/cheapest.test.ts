import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aBatchOfPricesApart, aLargeBatch, type Batch } from '../../test/batches.ts'
import { type Cheapest, cheapest } from '../../test/enumerate.ts'
import { aCandidate, aRequest, nodeId } from '../../test/market.ts'
import { assign, type Candidate, createIndex, type Request } from '../index.ts'

const everything = 2n ** 256n - 1n
const [usual, dear, absurd] = [10n ** 14n, 9n * 10n ** 14n, 10n ** 32n]

const assigned = (requests: Request[], candidates: Candidate[]) =>
  assign(requests, createIndex(candidates), { objective: 'cheapest' })

const reached = ({ requests, candidates }: Batch): Cheapest => {
  const { pairs, total } = assigned(requests, candidates)
  return { served: pairs.length, price: total.pricePerHour }
}

describe('behavior: a price that nobody pays hides no difference between others', () => {
  const request = aRequest({ maxPricePerHour: everything })
  // The dear node comes first where prices count as equal.
  const two = [
    aCandidate({ nodeId: nodeId(1), pricePerHour: dear }),
    aCandidate({ nodeId: nodeId(2), pricePerHour: usual }),
  ]
  const strangers: [string, Candidate[]][] = [
    ['nobody', []],
    ['of a node that is eligible', [aCandidate({ nodeId: nodeId(3), pricePerHour: absurd })]],
    ['of a node that is not', [aCandidate({ nodeId: nodeId(3), pricePerHour: absurd, suspended: true })]],
    ['of the highest there is', [aCandidate({ nodeId: nodeId(3), pricePerHour: everything })]],
  ]
  test.each(strangers)('behavior: %s', (_, stranger) => {
    expect(assigned([request], [...two, ...stranger]).pairs).toMatchObject([{ nodeId: nodeId(2) }])
    // Nor where one has to go to the dear one.
    const full = { ...two[1]!, openTasks: 9 }
    const { total } = assigned([request, request], [two[0]!, full, ...stranger])
    expect(total.pricePerHour).toBe(usual + dear)
  })
})

test('behavior: nor does one that some have to pay', () => {
  const local = aRequest({ maxPricePerHour: everything, regions: ['us'] })
  const candidates = [
    aCandidate({ nodeId: nodeId(1), pricePerHour: dear }),
    aCandidate({ nodeId: nodeId(2), pricePerHour: usual }),
    aCandidate({ nodeId: nodeId(3), pricePerHour: absurd, region: 'us' }),
    aCandidate({ nodeId: nodeId(4), pricePerHour: absurd + 10n ** 20n, region: 'us' }),
  ]
  const { pairs } = assigned([local, aRequest({ maxPricePerHour: dear })], candidates)
  expect(pairs.map(({ nodeId }) => nodeId)).toEqual([nodeId(3), nodeId(2)])
})

test('behavior: to the last unit, also among more nodes than a request has wishes', () => {
  // Equal as doubles, and the cheapest last by id.
  const candidates = Array.from({ length: 60 }, (_, i) =>
    aCandidate({ nodeId: nodeId(i + 1), pricePerHour: absurd - BigInt(i), openTasks: 9 }),
  )
  const requests = Array.from({ length: 3 }, () => aRequest({ maxPricePerHour: everything }))
  expect(assigned(requests, candidates).total.pricePerHour).toBe(3n * absurd - 59n - 58n - 57n)
})

test('behavior: tiers come before prices', () => {
  const candidates = [
    aCandidate({ nodeId: nodeId(1), pricePerHour: usual }),
    aCandidate({ nodeId: nodeId(2), pricePerHour: absurd, tier: 1 }),
    aCandidate({ nodeId: nodeId(3), pricePerHour: everything, tier: 1 }),
  ]
  const options = { objective: 'cheapest', tierOrder: [1, 2, 3] } as const
  const { pairs } = assign([aRequest({ maxPricePerHour: everything })], createIndex(candidates), options)
  expect(pairs).toMatchObject([{ nodeId: nodeId(2) }])
})

test('behavior: prices that are one double', () => {
  const candidates = [2n, 0n, 1n].map((more, i) =>
    aCandidate({ nodeId: nodeId(i + 1), pricePerHour: 2n ** 60n + more, openTasks: 9 }),
  )
  const request = aRequest({ maxPricePerHour: everything })
  expect(reached({ requests: [request, request], candidates }).price).toBe(2n ** 61n + 1n)
})

describe('behavior: prices of all magnitudes, as by trying everything', () => {
  test('behavior: where places are short, to the last unit', () => {
    let contested = 0
    fc.assert(
      fc.property(aBatchOfPricesApart(fc.constant(1_000n)), (batch) => {
        const best = cheapest(batch)
        expect(reached(batch)).toEqual(best)
        if (best.served > 1) contested++
      }),
      { numRuns: 500, seed: 1 },
    )
    expect(contested).toBeGreaterThan(300)
  })

  test('behavior: where power is short, to a hundred-millionth of the highest that is paid', () => {
    fc.assert(
      fc.property(aBatchOfPricesApart(fc.bigInt(5n, 60n)), (batch) => {
        const best = cheapest(batch)
        const { served, price } = reached(batch)
        expect(served).toBe(best.served)
        expect(price - best.price).toBeLessThanOrEqual(best.price / 10n ** 8n)
      }),
      { numRuns: 500, seed: 1 },
    )
  })
})

test('behavior: in a large batch too', () => {
  const stranger = aCandidate({ nodeId: nodeId(99), pricePerHour: absurd, openTasks: 9 })
  for (const { requests, candidates } of fc.sample(aLargeBatch(150, 40), { seed: 1, numRuns: 4 })) {
    const alone = reached({ requests, candidates })
    expect(reached({ requests, candidates: [stranger, ...candidates] })).toEqual(alone)
    // Who can pay it, and nothing else, does so.
    const rich = aRequest({
      maxPricePerHour: everything,
      requiredPower: 3n,
      failedNodes: candidates.map((node) => node.nodeId),
    })
    const { served, price } = reached({ requests: [...requests, rich], candidates: [stranger, ...candidates] })
    expect({ served, price }).toEqual({ served: alone.served + 1, price: alone.price + absurd })
  }
})
