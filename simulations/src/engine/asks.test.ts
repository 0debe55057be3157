import { type Candidate, explain, rank } from '@aiigo/matching'
import { medianPrice } from '@aiigo/pricing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAsks } from './asks.ts'
import { createShelves } from './candidates/shelves.ts'
import { candidates, request } from './candidates/testing.ts'

function asksOf(candidates: readonly Candidate[]) {
  const owners = new Set(candidates.map(({ owner }) => owner))
  return createAsks(candidates, createShelves(candidates), (account) => owners.has(account))
}

test('default: the median of those whom `rank` finds', () => {
  fc.assert(
    fc.property(candidates, fc.array(request, { maxLength: 8 }), (candidates, requests) => {
      const asks = asksOf(candidates)
      for (const request of requests) {
        const ids = new Set(rank(request, candidates).map(({ nodeId }) => nodeId))
        const prices = candidates.filter(({ nodeId }) => ids.has(nodeId)).map(({ pricePerHour }) => pricePerHour)
        expect(asks.median(request)).toBe(medianPrice(prices))
      }
    }),
  )
})

test('behavior: what stands in the way is what `explain` says of the nearest miss', () => {
  fc.assert(
    fc.property(candidates, request, (candidates, request) => {
      const { eligible, nearestMiss } = explain(request, candidates)
      fc.pre(eligible === 0)
      expect(asksOf(candidates).obstacle(request)).toBe(nearestMiss?.shortfalls[0]?.criterion)
    }),
    { numRuns: 500 },
  )
})

test('behavior: comparable are machines of the community between half and twice as strong', () => {
  fc.assert(
    fc.property(candidates, fc.bigInt(0n, 60n), (candidates, power) => {
      const peers = candidates.filter(
        (one) => one.resourceType === 0 && one.tier === 3 && one.power * 2n >= power && one.power <= power * 2n,
      )
      const expected = medianPrice(peers.map(({ pricePerHour }) => pricePerHour))
      expect(asksOf(candidates).comparable(0, power)).toBe(expected)
    }),
  )
})
