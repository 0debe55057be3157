import { InvalidArgumentError, NodeStatus, ResourceType } from '@aiigo/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { batch, market } from '../../bench/market.ts'
import { aBatch } from '../../test/batches.ts'
import { aCandidate, address, aMarket, anyRequest, anyWeights, aRequest, nodeId, teraflops } from '../../test/market.ts'
import { isEligible } from '../../test/reference.ts'
import {
  type Assignment,
  type AssignOptions,
  assign,
  type Candidate,
  type CandidateIndex,
  createIndex,
  type Request,
  rank,
  type Tier,
} from '../index.ts'

const anyOptions: fc.Arbitrary<AssignOptions> = fc
  .record(
    {
      objective: fc.constantFrom('score', 'cheapest', 'fairest'),
      weights: anyWeights,
      tierOrder: fc.shuffledSubarray<Tier>([1, 2, 3], { minLength: 3 }),
    },
    { requiredKeys: ['objective'] },
  )
  .chain((options) =>
    options.objective === 'fairest'
      ? fc.double({ min: 0, max: 1e3, noNaN: true }).map((fairness) => ({ ...options, fairness }))
      : fc.constant(options),
  )

const aMixedBatch = fc.record({ candidates: aMarket, requests: fc.array(anyRequest, { maxLength: 12, size: 'max' }) })

const ids = ({ pairs }: Assignment) => pairs.map(({ request, nodeId }) => [request, nodeId])

test('default', () => {
  const cheap = aCandidate({ nodeId: nodeId(1), pricePerHour: 250n, powerReserved: 25n * teraflops })
  const dear = aCandidate({ nodeId: nodeId(2), trustLevel: 3 })
  // The cheap node has the power for one of them; the second loses more by going elsewhere, the third has no choice.
  const requests = [aRequest(), aRequest({ maxPricePerHour: 600n }), aRequest({ minTrustLevel: 3, regions: ['us'] })]
  expect(assign(requests, createIndex([cheap, dear]))).toEqual({
    pairs: [
      { request: 0, nodeId: nodeId(2), score: expect.closeTo(0.525, 12), pricePerHour: 500n },
      { request: 1, nodeId: nodeId(1), score: expect.closeTo(0.4791666666666667, 12), pricePerHour: 250n },
    ],
    unassigned: [{ request: 2, criterion: 'region', taken: false }],
    total: { score: expect.closeTo(1.0041666666666667, 12), pricePerHour: 750n },
    concentration: { gini: 0, hhi: 0.5 },
  })
})

test('behavior: a pair that is worth nothing, and by rounding less than that', () => {
  const node = aCandidate({ pricePerHour: 1n, power: 11n, powerReserved: 0n })
  const request = aRequest({ maxPricePerHour: 1n, requiredPower: 11n })
  const { pairs, total } = assign([request], createIndex([node]), { weights: { price: 1, power: 4 } })
  expect(pairs.length).toBe(1)
  expect(total.score).toBeCloseTo(0, 12)
})

test('args: no requests, and no nodes', () => {
  const nothing = { pairs: [], total: { score: 0, pricePerHour: 0n }, concentration: { gini: 0, hhi: 0 } }
  expect(assign([], createIndex([aCandidate()]))).toEqual({ ...nothing, unassigned: [] })
  const unassigned = [{ request: 0, criterion: 'resourceType', taken: false }]
  expect(assign([aRequest()], createIndex())).toEqual({ ...nothing, unassigned })
})

test('args: requests of several resource types', () => {
  const requests = [ResourceType.GPU, ResourceType.IoT, ResourceType.CPU].map((resourceType) =>
    aRequest({ resourceType }),
  )
  const cpu = aCandidate({ nodeId: nodeId(2), resourceType: ResourceType.CPU })
  const { pairs, unassigned, concentration } = assign(requests, createIndex([aCandidate(), cpu]))
  expect(pairs.map(({ request, nodeId }) => [request, nodeId])).toEqual([
    [0, nodeId(1)],
    [2, nodeId(2)],
  ])
  expect(unassigned).toEqual([{ request: 1, criterion: 'resourceType', taken: false }])
  expect(concentration).toEqual({ gini: 0, hhi: 0.5 })
})

describe('args: objective', () => {
  const good = aCandidate({ nodeId: nodeId(1), power: 100n * teraflops, trustLevel: 3, reputation: 10_000 })
  const cheap = aCandidate({ nodeId: nodeId(2), power: 100n * teraflops, pricePerHour: 450n, reputation: 0 })
  const nodesOf = (options: AssignOptions) =>
    ids(assign([aRequest(), aRequest()], createIndex([good, cheap]), options)).map(([, node]) => node)

  test('args: the sum of scores, of prices, or more nodes with something to do', () => {
    expect(nodesOf({})).toEqual([nodeId(1), nodeId(1)])
    expect(nodesOf({ objective: 'cheapest' })).toEqual([nodeId(2), nodeId(2)])
    expect([...nodesOf({ objective: 'fairest' })].sort()).toEqual([nodeId(1), nodeId(2)])
  })

  test('args: fairness 0 is the sum of scores', () => {
    expect(nodesOf({ objective: 'fairest', fairness: 0 })).toEqual(nodesOf({ objective: 'score' }))
  })

  test('args: the cheapest serves as many as can be first', () => {
    // Only the cheap node is within the second budget, and it has one place left.
    const index = createIndex([good, { ...cheap, openTasks: 9 }])
    const requests = [aRequest(), aRequest({ maxPricePerHour: 460n })]
    expect(ids(assign(requests, index, { objective: 'cheapest' }))).toEqual([
      [0, nodeId(1)],
      [1, nodeId(2)],
    ])
  })
})

test('args: tierOrder', () => {
  const candidates = ([1, 2, 3] as const).map((tier) =>
    aCandidate({ nodeId: nodeId(tier), tier, pricePerHour: BigInt(100 * tier), openTasks: 9 }),
  )
  const tiers = (tierOrder?: Tier[]) => ids(assign([aRequest(), aRequest()], createIndex(candidates), { tierOrder }))
  expect(tiers().map(([, id]) => id)).toEqual([nodeId(1), nodeId(2)])
  expect(tiers([3, 2, 1]).map(([, id]) => id)).toEqual([nodeId(3), nodeId(2)])
})

describe('behavior: what is assigned may be', () => {
  /** Every pair is eligible, and no node is given more than it has. */
  function checkPairs(requests: Request[], candidates: Candidate[], { pairs, unassigned }: Assignment): void {
    const all = [...pairs, ...unassigned].map(({ request }) => request).sort((a, b) => a - b)
    expect(all).toEqual([...requests.keys()])
    for (const node of candidates) {
      const tasks = pairs.filter((pair) => pair.nodeId === node.nodeId).map((pair) => requests[pair.request]!)
      for (const task of tasks) expect(isEligible(task, node)).toBe(true)
      if (tasks.length > 0) expect(node.openTasks + tasks.length).toBeLessThanOrEqual(10)
      const power = tasks.reduce((sum, task) => sum + task.requiredPower, 0n)
      if (tasks.length > 0) expect(power).toBeLessThanOrEqual(node.power - node.powerReserved)
    }
  }

  /** The node as it is once it has been given its tasks. */
  function afterwards(node: Candidate, requests: Request[], { pairs }: Assignment): Candidate {
    const tasks = pairs.filter(({ nodeId }) => nodeId === node.nodeId).map(({ request }) => requests[request]!)
    const powerReserved = tasks.reduce((sum, task) => sum + task.requiredPower, node.powerReserved)
    return { ...node, powerReserved, openTasks: node.openTasks + tasks.length }
  }

  test.each([
    ['markets with every kind of node', aMixedBatch],
    ['batches that compete', aBatch(30, 8)],
  ])('behavior: in %s', (_, batches) => {
    let paired = 0
    let taken = 0
    fc.assert(
      fc.property(batches, anyOptions, ({ requests, candidates }, options) => {
        const result = assign(requests, createIndex(candidates), options)
        checkPairs(requests, candidates, result)
        paired += result.pairs.length
        for (const { request, taken: isTaken } of result.unassigned) {
          expect(candidates.some((node) => isEligible(requests[request]!, node))).toBe(isTaken)
          // Whoever is left has nowhere to go.
          const left = candidates.map((node) => afterwards(node, requests, result))
          expect(left.some((node) => isEligible(requests[request]!, node))).toBe(false)
          if (isTaken) taken++
        }
      }),
      // A seed, because what has to have come up is counted below.
      { numRuns: 600, seed: 1 },
    )
    expect(paired).toBeGreaterThan(300)
    expect(taken).toBeGreaterThan(20)
  })

  test('behavior: in a large market', () => {
    const candidates = market(2_000)
    const requests = batch(300)
    const result = assign(requests, createIndex(candidates))
    checkPairs(requests, candidates, result)
    expect(result.pairs.length).toBe(300)
  })
})

describe('behavior: one request alone gets the node that is ranked first', () => {
  test('behavior: in a large market, also of what is not wished for by many', () => {
    const candidates = market(2_000)
    const index = createIndex(candidates)
    for (const request of batch(100)) {
      const [best] = rank(request, candidates, { limit: 1 })
      expect(assign([request], index).pairs).toEqual([
        { request: 0, nodeId: best!.nodeId, score: best!.score, pricePerHour: expect.any(BigInt) },
      ])
    }
  })

  test('behavior: in every market, up to rounding', () => {
    fc.assert(
      fc.property(aMarket, anyRequest, anyWeights, (candidates, request, weights) => {
        const [best] = rank(request, candidates, { weights, limit: 1 })
        const { pairs } = assign([request], createIndex(candidates), { weights })
        expect(pairs.length).toBe(best ? 1 : 0)
        if (best) expect(pairs[0]!.score).toBeCloseTo(best.score, 12)
      }),
      { numRuns: 500 },
    )
  })
})

describe('behavior: the same again', () => {
  test('behavior: whatever the order of the candidates', () => {
    const shuffled = aBatch(20, 8).chain((batch) =>
      fc.tuple(fc.constant(batch), fc.shuffledSubarray(batch.candidates, { minLength: batch.candidates.length })),
    )
    fc.assert(
      fc.property(shuffled, anyOptions, ([{ requests, candidates }, others], options) => {
        const expected = assign(requests, createIndex(candidates), options)
        expect(assign(requests, createIndex(others), options)).toEqual(expected)
      }),
      { numRuns: 200 },
    )
  })

  test('behavior: in a large market too', () => {
    const candidates = market(1_000)
    const requests = batch(200)
    const expected = assign(requests, createIndex(candidates))
    expect(assign(requests, createIndex(candidates.toReversed()))).toEqual(expected)
  })

  test('behavior: equal nodes by node id, equal requests in their order', () => {
    const candidates = [3, 1, 2].map((id) => aCandidate({ nodeId: nodeId(id), openTasks: 9 }))
    expect(ids(assign([aRequest(), aRequest()], createIndex(candidates)))).toEqual([
      [0, nodeId(1)],
      [1, nodeId(2)],
    ])
  })

  test('behavior: the index stays as it is', () => {
    const index = createIndex([aCandidate()])
    const before = index.rank(aRequest())
    for (const objective of ['score', 'cheapest', 'fairest'] as const) {
      expect(assign([aRequest(), aRequest(), aRequest()], index, { objective }).pairs).toHaveLength(2)
      expect(index.rank(aRequest())).toEqual(before)
    }
  })
})

describe('behavior: why a request stays', () => {
  const full = { openTasks: 10 }
  const cases: [string, Partial<Candidate>, Partial<Request>, string][] = [
    ['resourceType', {}, { resourceType: ResourceType.CPU }, 'resourceType'],
    ['power', {}, { requiredPower: 21n * teraflops }, 'power'],
    ['no power at all', { power: 0n, powerReserved: 0n }, { requiredPower: 0n }, 'power'],
    ['trust level', {}, { minTrustLevel: 3 }, 'trustLevel'],
    ['region', {}, { regions: ['us'] }, 'region'],
    ['budget', {}, { maxPricePerHour: 499n }, 'budget'],
    ['SLA', {}, { minUptimeBps: 9_901 }, 'sla'],
    ['capacity', full, {}, 'capacity'],
    ['status', { status: NodeStatus.Inactive }, {}, 'exclusion'],
    ['own node', {}, { buyer: address(0xa) }, 'exclusion'],
    ['failed node', {}, { failedNodes: [nodeId(1)] }, 'exclusion'],
    ['the first of several', { ...full, suspended: true }, { maxPricePerHour: 1n, regions: ['us'] }, 'region'],
  ]
  test.each(cases)('behavior: %s', (_, node, request, criterion) => {
    const { unassigned } = assign([aRequest(request)], createIndex([aCandidate(node)]))
    expect(unassigned).toEqual([{ request: 0, criterion, taken: false }])
  })

  test('behavior: the criterion at which the last nodes fall out', () => {
    const cheap = aCandidate({ nodeId: nodeId(2), trustLevel: 3, region: 'us', pricePerHour: 600n })
    const request = aRequest({ minTrustLevel: 3, maxPricePerHour: 500n })
    const { unassigned } = assign([request], createIndex([aCandidate(), cheap]))
    expect(unassigned[0]!.criterion).toBe('budget')
  })

  test('behavior: others of the batch have taken the power, or the places', () => {
    const reasons = (node: Partial<Candidate>) =>
      assign([aRequest(), aRequest(), aRequest()], createIndex([aCandidate(node)])).unassigned
    expect(reasons({})).toEqual([{ request: 2, criterion: 'power', taken: true }])
    const places = { openTasks: 8, power: 100n * teraflops }
    expect(reasons(places)).toEqual([{ request: 2, criterion: 'capacity', taken: true }])
  })
})

test('behavior: the fairer, the less concentrated', () => {
  const index = createIndex(market(300))
  const requests = batch(200)
  const results = [0, 0.5, 1, 2].map((fairness) => assign(requests, index, { objective: 'fairest', fairness }))
  for (const [i, { concentration, total }] of results.slice(1).entries()) {
    expect(concentration.hhi).toBeLessThan(results[i]!.concentration.hhi)
    expect(concentration.gini).toBeLessThan(results[i]!.concentration.gini)
    expect(total.score).toBeLessThan(results[i]!.total.score)
  }
})

describe('error: arguments', () => {
  const index = createIndex([aCandidate()])
  const cases: [string, () => unknown][] = [
    ['requests', () => assign(aRequest() as never, index)],
    ['requests[1]', () => assign([aRequest(), null as never], index)],
    ['requests[1].maxPricePerHour', () => assign([aRequest(), aRequest({ maxPricePerHour: 0n })], index)],
    ['index', () => assign([aRequest()], { ...index } as CandidateIndex)],
    ['index', () => assign([aRequest()], [aCandidate()] as never)],
    ['options', () => assign([], index, null as never)],
    ['options.limit', () => assign([], index, { limit: 1 } as never)],
    ['options.objective', () => assign([], index, { objective: 'best' as never })],
    ['options.fairness', () => assign([], index, { fairness: 1 })],
    ['options.fairness', () => assign([], index, { objective: 'fairest', fairness: -1 })],
    ['options.fairness', () => assign([], index, { objective: 'fairest', fairness: Infinity })],
    ['weights', () => assign([], index, { weights: {} })],
    ['tierOrder', () => assign([], index, { tierOrder: [1, 2] })],
  ]
  test.each(cases)('error: %s', (argument, act) => {
    expect(act).toThrow(InvalidArgumentError)
    expect(act).toThrow(`The argument \`${argument}\` is not valid.`)
  })
})
