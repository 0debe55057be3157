import { InvalidArgumentError, NodeStatus, ResourceType } from '@aiigo/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  aCandidate,
  address,
  aMarket,
  anyRequest,
  anyWeights,
  aRequest,
  extremeWeights,
  nodeId,
  teraflops,
} from '../test/market.ts'
import { asNumber, exactScore, exactTerms, isEligible } from '../test/reference.ts'
import {
  type Candidate,
  createIndex,
  defaultWeights,
  type RankOptions,
  type Request,
  rank,
  type Tier,
} from './index.ts'

const byId = (candidates: Candidate[]) => new Map(candidates.map((candidate) => [candidate.nodeId, candidate]))

test('default', () => {
  const cheap = aCandidate({ nodeId: nodeId(1), pricePerHour: 250n })
  const trusted = aCandidate({ nodeId: nodeId(2), trustLevel: 3, reputation: 10_000 })
  const busy = aCandidate({ nodeId: nodeId(3), powerReserved: 31n * teraflops })
  expect(rank(aRequest(), [cheap, trusted, busy])).toEqual([
    {
      nodeId: nodeId(2),
      score: expect.closeTo(0.625, 12),
      terms: { price: 0.5, reputation: 1, latency: 0.5, uptime: 0.5, power: 0.5 },
    },
    {
      nodeId: nodeId(1),
      score: expect.closeTo(0.5625, 12),
      terms: { price: 0.75, reputation: 0.4, latency: 0.5, uptime: 0.5, power: 0.5 },
    },
  ])
})

test('args: no candidates', () => {
  expect(rank(aRequest(), [])).toEqual([])
})

test('args: limit', () => {
  const candidates = [1, 2, 3].map((i) => aCandidate({ nodeId: nodeId(i), pricePerHour: BigInt(100 * i) }))
  const ids = (limit: number | undefined) => rank(aRequest(), candidates, { limit }).map((node) => node.nodeId)
  expect(ids(0)).toEqual([])
  expect(ids(2)).toEqual([nodeId(1), nodeId(2)])
  expect(ids(9)).toEqual([nodeId(1), nodeId(2), nodeId(3)])
  expect(ids(undefined)).toEqual([nodeId(1), nodeId(2), nodeId(3)])
})

describe('args: weights', () => {
  const cheap = aCandidate({ nodeId: nodeId(1), pricePerHour: 1n, latencyMs: 900 })
  const near = aCandidate({ nodeId: nodeId(2), pricePerHour: 999n, latencyMs: 1 })
  const first = (weights: RankOptions['weights']) => rank(aRequest(), [cheap, near], { weights })[0]

  test('args: a term left out counts nothing', () => {
    expect(first({ price: 1 })?.nodeId).toBe(nodeId(1))
    expect(first({ latency: 1, price: undefined })?.nodeId).toBe(nodeId(2))
    expect(first({ latency: 7 })?.score).toBe(first({ latency: 7 })?.terms.latency)
  })

  test('args: only proportions matter', () => {
    const doubled = Object.fromEntries(Object.entries(defaultWeights).map(([term, weight]) => [term, 2 * weight]))
    expect(rank(aRequest(), [cheap, near], { weights: doubled })).toEqual(rank(aRequest(), [cheap, near]))
  })

  test('args: the default weights add up to 1', () => {
    const { price, reputation, latency, uptime, power } = defaultWeights
    expect(price + reputation + latency + uptime + power).toBe(1)
  })
})

describe('args: tierOrder', () => {
  const community = aCandidate({ nodeId: nodeId(3), tier: 3, pricePerHour: 100n })
  const cloud = aCandidate({ nodeId: nodeId(2), tier: 2, pricePerHour: 300n })
  const owned = aCandidate({ nodeId: nodeId(1), tier: 1, pricePerHour: 200n })
  const tiers = (options: RankOptions) =>
    rank(aRequest(), [cloud, owned, community], options).map((node) => BigInt(node.nodeId))

  test('args: a tier goes before score, and before the limit', () => {
    expect(tiers({})).toEqual([3n, 1n, 2n])
    expect(tiers({ tierOrder: [2, 3, 1] })).toEqual([2n, 3n, 1n])
    expect(tiers({ tierOrder: [1, 2, 3], limit: 1 })).toEqual([1n])
  })
})

describe('behavior: filters', () => {
  const cases: [string, Partial<Request>, Partial<Candidate>, boolean][] = [
    ['another resource type', {}, { resourceType: ResourceType.CPU }, false],
    ['power free to the last bit', { requiredPower: 20n * teraflops }, {}, true],
    ['power short by 1', { requiredPower: 20n * teraflops + 1n }, {}, false],
    ['nothing required and nothing free', { requiredPower: 0n }, { power: 5n, powerReserved: 5n }, true],
    ['nothing required and no power at all', { requiredPower: 0n }, { power: 0n, powerReserved: 0n }, false],
    ['nothing required and power fallen below what is reserved', { requiredPower: 0n }, { power: 1n }, false],
    ['trust level as asked', { minTrustLevel: 3 }, { trustLevel: 3 }, true],
    ['trust level below', { minTrustLevel: 3 }, { trustLevel: 2 }, false],
    ['level 0 counts as 1', { minTrustLevel: 0 }, { trustLevel: 0 }, false],
    ['level 1 unless asked', {}, { trustLevel: 1 }, true],
    ['one of the regions', { regions: ['us', 'eu'] }, {}, true],
    ['another region', { regions: ['us'] }, {}, false],
    ['the same region in capitals', { regions: ['EU'] }, {}, false],
    ['the whole budget', {}, { pricePerHour: 1_000n }, true],
    ['1 above the budget', {}, { pricePerHour: 1_001n }, false],
    ['1 wei apart where doubles are equal', { maxPricePerHour: 10n ** 18n }, { pricePerHour: 10n ** 18n + 1n }, false],
    ['uptime as asked', { minUptimeBps: 9_900 }, {}, true],
    ['uptime below', { minUptimeBps: 9_901 }, {}, false],
    ['99.98 % by the community', { minUptimeBps: 9_998 }, { uptimeBps: 9_998 }, true],
    ['99.99 % by the community', { minUptimeBps: 9_999 }, { uptimeBps: 10_000 }, false],
    ['99.99 % by a cloud', { minUptimeBps: 9_999 }, { uptimeBps: 10_000, tier: 2 }, false],
    ["99.99 % by the platform's own", { minUptimeBps: 9_999 }, { uptimeBps: 9_999, tier: 1 }, true],
    ['100 % by an own node that shows less', { minUptimeBps: 10_000 }, { uptimeBps: 9_999, tier: 1 }, false],
    ['nine open tasks', {}, { openTasks: 9 }, true],
    ['ten open tasks', {}, { openTasks: 10 }, false],
    ['not active', {}, { status: NodeStatus.Verified }, false],
    ['suspended', {}, { suspended: true }, false],
    ['flagged', {}, { flagged: true }, false],
    ["the buyer's own node", { buyer: address(0xabc) }, { owner: address(0xabc) }, false],
    ["the buyer's own node, checksummed", { buyer: address(0xabc) }, { owner: `0x${'0'.repeat(37)}aBC` }, false],
    ['failed this task', { failedNodes: [nodeId(9), nodeId(1)] }, {}, false],
    ['another failed this task', { failedNodes: [nodeId(9)] }, {}, true],
  ]
  test.each(cases)('behavior: %s', (_, request, candidate, eligible) => {
    expect(rank(aRequest(request), [aCandidate(candidate)])).toHaveLength(eligible ? 1 : 0)
    expect(isEligible(aRequest(request), aCandidate(candidate))).toBe(eligible)
  })

  test('behavior: exactly the eligible nodes are ranked', () => {
    let found = 0
    fc.assert(
      fc.property(anyRequest, aMarket, (request, candidates) => {
        const ranked = rank(request, candidates).map((node) => node.nodeId)
        found += ranked.length
        expect([...ranked].sort()).toEqual(
          candidates
            .filter((candidate) => isEligible(request, candidate))
            .map((candidate) => candidate.nodeId)
            .sort(),
        )
      }),
      { numRuns: 1_000 },
    )
    expect(found).toBeGreaterThan(100)
  })
})

describe('behavior: scores', () => {
  test('behavior: an independent scorer finds the same', () => {
    fc.assert(
      fc.property(anyRequest, aMarket, anyWeights, (request, candidates, weights) => {
        for (const { nodeId, score, terms } of rank(request, candidates, { weights })) {
          const exact = exactTerms(request, byId(candidates).get(nodeId)!)
          for (const term of Object.keys(exact) as (keyof typeof exact)[]) {
            expect(terms[term]).toBeCloseTo(asNumber(exact[term]), 12)
          }
          expect(score).toBeCloseTo(exactScore(exact, weights), 12)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test('behavior: scores and terms are from 0 to 1, without tolerance', () => {
    fc.assert(
      fc.property(anyRequest, aMarket, extremeWeights, (request, candidates, weights) => {
        for (const { score, terms } of rank(request, candidates, { weights })) {
          for (const value of [score, ...Object.values(terms)]) {
            expect(value).toBeGreaterThanOrEqual(0)
            expect(value).toBeLessThanOrEqual(1)
          }
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test('behavior: full marks are 1 exactly, whatever the weights', () => {
    fc.assert(
      fc.property(extremeWeights, (weights) => {
        const perfect = aCandidate({
          pricePerHour: 0n,
          reputation: 10_000,
          trustLevel: 3,
          latencyMs: 0,
          uptimeBps: 10_000,
        })
        expect(rank(aRequest({ requiredPower: 0n }), [perfect], { weights })[0]?.score).toBe(1)
      }),
    )
  })

  test('behavior: better in one respect and worse in none never ranks behind', () => {
    const better: Partial<Candidate>[] = [
      { pricePerHour: 499n },
      { reputation: 5_001 },
      { trustLevel: 3 },
      { latencyMs: 99 },
      { uptimeBps: 9_901 },
      { power: 41n * teraflops },
    ]
    for (const changes of better) {
      const [first] = rank(aRequest(), [aCandidate(), aCandidate({ nodeId: nodeId(2), ...changes })])
      expect(first?.nodeId).toBe(nodeId(2))
    }
  })

  test('behavior: trust level 3 has priority, worth a fifth of the reputation term', () => {
    const level = (trustLevel: number) => rank(aRequest(), [aCandidate({ trustLevel })])[0]!.terms.reputation
    expect([1, 2, 3, 4].map(level)).toEqual([0.4, 0.4, 0.6, 0.6])
  })

  test('behavior: the same bits on every machine', () => {
    const request = aRequest({ requiredPower: 7n, maxPricePerHour: 3n * 10n ** 17n + 1n })
    const node = aCandidate({ power: 10n ** 18n + 1n, powerReserved: 3n, pricePerHour: 10n ** 17n, reputation: 9_733 })
    const [ranked] = rank(request, [{ ...node, latencyMs: 33.3, uptimeBps: 9_973 }])
    const bits = (value: number) => new BigUint64Array(new Float64Array([value]).buffer)[0]!.toString(16)
    expect([ranked!.score, ...Object.values(ranked!.terms)].map(bits)).toMatchInlineSnapshot(`
      [
        "3fe8ad08b97ac84d",
        "3fe5555555555556",
        "3fe8ea9e6eeb7026",
        "3fe801895077d684",
        "3fe93264c993264d",
        "3ff0000000000000",
      ]
    `)
  })
})

describe('behavior: order', () => {
  test('behavior: best first, ties by node id', () => {
    const candidates = [3, 0xa, 1, 2].map((i) => aCandidate({ nodeId: nodeId(i) }))
    expect(rank(aRequest(), candidates).map((node) => BigInt(node.nodeId))).toEqual([1n, 2n, 3n, 10n])
  })

  test('behavior: upper and lower case do not change a tie', () => {
    const lower = aCandidate({ nodeId: `0x${'a'.repeat(64)}` })
    const upper = aCandidate({ nodeId: `0x${'B'.repeat(64)}` })
    expect(rank(aRequest(), [upper, lower])[0]?.nodeId).toBe(lower.nodeId)
    expect(createIndex([upper, lower]).rank(aRequest(), { limit: 1 })[0]?.nodeId).toBe(lower.nodeId)
  })

  test('behavior: upper and lower case are the same failed node', () => {
    const failed = (nodeId: `0x${string}`, failedNode: `0x${string}`) =>
      rank(aRequest({ failedNodes: [failedNode] }), [aCandidate({ nodeId })]).length === 0
    const [lower, upper] = [`0x${'a'.repeat(64)}`, `0x${'A'.repeat(64)}`] as const
    expect([failed(lower, lower), failed(lower, upper), failed(upper, lower)]).toEqual([true, true, true])
  })

  const permuted = aMarket.chain((candidates) =>
    fc.tuple(fc.constant(candidates), fc.shuffledSubarray(candidates, { minLength: candidates.length })),
  )
  const anyOrder = fc.option(fc.shuffledSubarray<Tier>([1, 2, 3], { minLength: 3 }), { nil: undefined })

  test('behavior: total, and the same for every order of the candidates', () => {
    fc.assert(
      fc.property(anyRequest, permuted, anyOrder, (request, [candidates, shuffled], tierOrder) => {
        const ranked = rank(request, candidates, { tierOrder })
        expect(rank(request, shuffled, { tierOrder })).toEqual(ranked)
        const place = (id: string) => tierOrder?.indexOf(byId(candidates).get(id as `0x${string}`)!.tier) ?? 0
        for (const [i, b] of ranked.slice(1).entries()) {
          const a = ranked[i]!
          const before = place(a.nodeId) - place(b.nodeId) || b.score - a.score || (a.nodeId < b.nodeId ? -1 : 1)
          expect(before).toBeLessThan(0)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('behavior: a limit takes the beginning', () => {
    fc.assert(
      fc.property(anyRequest, aMarket, fc.nat(30), (request, candidates, limit) => {
        expect(rank(request, candidates, { limit })).toEqual(rank(request, candidates).slice(0, limit))
      }),
    )
  })

  test("behavior: a node's score does not depend on the others", () => {
    fc.assert(
      fc.property(anyRequest, aMarket, (request, candidates) => {
        for (const ranked of rank(request, candidates)) {
          expect(rank(request, [byId(candidates).get(ranked.nodeId)!])).toEqual([ranked])
        }
      }),
    )
  })

  test('behavior: the arguments are left as they were', () => {
    const request = Object.freeze(aRequest({ regions: Object.freeze(['eu']) }))
    const candidates = Object.freeze([Object.freeze(aCandidate()), Object.freeze(aCandidate({ nodeId: nodeId(0) }))])
    expect(rank(request, candidates, Object.freeze({ weights: defaultWeights }))).toHaveLength(2)
  })
})

describe('error: options', () => {
  const cases: [string, unknown][] = [
    ['options', null],
    ['options', 7],
    ['options.limits', { limits: 1 }],
    ['options.limit', { limit: -1 }],
    ['options.limit', { limit: 1.5 }],
    ['options.limit', { limit: '1' }],
    ['weights', { weights: null }],
    ['weights', { weights: {} }],
    ['weights', { weights: { price: 0 } }],
    ['weights', { weights: { price: Number.MAX_VALUE, power: Number.MAX_VALUE } }],
    ['weights.price', { weights: { price: -1 } }],
    ['weights.price', { weights: { price: Number.NaN } }],
    ['weights.price', { weights: { price: Infinity } }],
    ['weights.price', { weights: { price: 1n } }],
    ['weights.cost', { weights: { cost: 1 } }],
    ['weights.toString', { weights: { toString: 1 } }],
    ['tierOrder', { tierOrder: [1, 2] }],
    ['tierOrder', { tierOrder: [1, 2, 2] }],
    ['tierOrder', { tierOrder: '123' }],
  ]
  test.each(cases)('error: %s in %o', (argument, options) => {
    const act = () => rank(aRequest(), [aCandidate()], options as RankOptions)
    expect(act).toThrow(InvalidArgumentError)
    expect(act).toThrow(`The argument \`${argument}\` is not valid.`)
  })
})
