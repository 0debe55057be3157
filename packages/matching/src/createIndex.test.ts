import { InvalidArgumentError } from '@aiigo/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  aCandidate,
  aMarket,
  anyRequest,
  anyWeights,
  aRequest,
  extremeWeights,
  nodeId,
  teraflops,
} from '../test/market.ts'
import { type Candidate, createIndex, type RankOptions, type Request, rank, type Tier } from './index.ts'

const anyOptions: fc.Arbitrary<RankOptions> = fc.record(
  {
    weights: fc.oneof(anyWeights, extremeWeights),
    limit: fc.nat(12),
    tierOrder: fc.shuffledSubarray<Tier>([1, 2, 3], { minLength: 3 }),
  },
  { requiredKeys: [] },
)

test('default', () => {
  const index = createIndex([aCandidate({ nodeId: nodeId(1) })])
  index.upsert(aCandidate({ nodeId: nodeId(2), pricePerHour: 1n }))
  expect(index.size).toBe(2)
  expect(index.rank(aRequest(), { limit: 1 }).map((node) => node.nodeId)).toEqual([nodeId(2)])
  expect(index.remove(nodeId(2))).toBe(true)
  expect(index.rank(aRequest()).map((node) => node.nodeId)).toEqual([nodeId(1)])
})

test('args: nothing', () => {
  const index = createIndex()
  expect(index.size).toBe(0)
  expect(index.rank(aRequest())).toEqual([])
  expect(index.remove(nodeId(1))).toBe(false)
})

test('args: node ids in upper case', () => {
  const index = createIndex([aCandidate({ nodeId: `0x${'A'.repeat(64)}` })])
  index.upsert(aCandidate({ nodeId: `0x${'a'.repeat(64)}`, pricePerHour: 1_000n }))
  expect(index.rank(aRequest()).map(({ nodeId, terms }) => [nodeId, terms.price])).toEqual([[`0x${'a'.repeat(64)}`, 0]])
  expect(index.remove(`0x${'A'.repeat(64)}`)).toBe(true)
  expect(index.size).toBe(0)
})

describe('behavior: the same as the plain rank, to the last bit', () => {
  test('behavior: in every market, for every request', () => {
    let compared = 0
    fc.assert(
      fc.property(anyRequest, aMarket, anyOptions, (request, candidates, options) => {
        const ranked = rank(request, candidates, options)
        expect(createIndex(candidates).rank(request, options)).toStrictEqual(ranked)
        compared += ranked.length
      }),
      { numRuns: 2_000 },
    )
    expect(compared).toBeGreaterThan(500)
  })

  test('behavior: at edges that doubles cannot tell apart', () => {
    const amount = fc.bigInt(10n ** 18n - 70n, 10n ** 18n + 70n)
    const market = fc.array(fc.tuple(amount, amount), { maxLength: 20 }).map((amounts) =>
      amounts.map(([power, pricePerHour], i) => {
        return aCandidate({ nodeId: nodeId(i), power, powerReserved: 0n, pricePerHour })
      }),
    )
    fc.assert(
      fc.property(market, amount, amount, (candidates, requiredPower, maxPricePerHour) => {
        const request = aRequest({ requiredPower, maxPricePerHour })
        expect(createIndex(candidates).rank(request)).toStrictEqual(rank(request, candidates))
      }),
      { numRuns: 500 },
    )
  })

  test('behavior: with weights so small that their products round to none or all', () => {
    const candidates = [
      aCandidate({ nodeId: nodeId(2), reputation: 10_000, trustLevel: 3, pricePerHour: 900n }),
      aCandidate({ nodeId: nodeId(1), reputation: 1_000, trustLevel: 1, pricePerHour: 100n }),
    ]
    const options = { weights: { price: 5e-324, reputation: 5e-324 }, limit: 1 }
    expect(createIndex(candidates).rank(aRequest(), options)).toStrictEqual(rank(aRequest(), candidates, options))
  })

  type Step = { upsert: Candidate[] } | { remove: number } | { rank: Request; options: RankOptions }
  const steps: fc.Arbitrary<Step[]> = fc.array(
    fc.oneof(
      aMarket.map((upsert) => ({ upsert })),
      fc.integer({ min: 1, max: 60 }).map((remove) => ({ remove })),
      fc.record({ rank: anyRequest, options: anyOptions }),
    ),
    { maxLength: 40, size: 'max' },
  )

  test('behavior: after every history of changes', () => {
    let grown = 0
    fc.assert(
      fc.property(aMarket, steps, (candidates, steps) => {
        const index = createIndex(candidates)
        const model = new Map(candidates.map((candidate) => [candidate.nodeId, candidate]))
        for (const step of steps) {
          if ('remove' in step) expect(index.remove(nodeId(step.remove))).toBe(model.delete(nodeId(step.remove)))
          else if ('rank' in step) {
            const ranked = rank(step.rank, [...model.values()], step.options)
            expect(index.rank(step.rank, step.options)).toStrictEqual(ranked)
          } else {
            for (const candidate of step.upsert) {
              index.upsert(candidate)
              model.set(candidate.nodeId, candidate)
            }
          }
          expect(index.size).toBe(model.size)
          if (index.size > 32) grown++
        }
      }),
      { numRuns: 300 },
    )
    expect(grown).toBeGreaterThan(100)
  })

  test('behavior: ties at the limit go by node id', () => {
    const candidates = Array.from({ length: 300 }, (_, i) => aCandidate({ nodeId: nodeId((i * 77) % 300) }))
    const index = createIndex(candidates)
    for (const limit of [1, 2, 7, 128, 299, 300, 301]) {
      expect(index.rank(aRequest(), { limit })).toStrictEqual(rank(aRequest(), candidates, { limit }))
    }
  })
})

test('behavior: a candidate is copied', () => {
  const candidate = aCandidate()
  const index = createIndex([candidate])
  candidate.power = 20n * teraflops
  expect(index.rank(aRequest())).toHaveLength(1)
  index.upsert(candidate)
  expect(index.rank(aRequest())).toHaveLength(0)
})

test('error: a candidate, by field', () => {
  const index = createIndex([aCandidate()])
  const act = () => index.upsert(aCandidate({ nodeId: nodeId(2), latencyMs: -1 }))
  expect(act).toThrow(InvalidArgumentError)
  expect(act).toThrow('`candidate.latencyMs`')
  expect(() => createIndex([aCandidate(), aCandidate()])).toThrow('`candidates[1].nodeId`')
  expect(index.size).toBe(1)
})

test('error: arguments of its methods', () => {
  const index = createIndex()
  expect(() => index.rank(aRequest({ maxPricePerHour: 0n }))).toThrow('`request.maxPricePerHour`')
  expect(() => index.rank(aRequest(), { limit: -1 })).toThrow('`options.limit`')
  expect(() => index.remove('0x01')).toThrow('`nodeId`')
})
