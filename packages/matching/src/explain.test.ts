import { NodeStatus, ResourceType } from '@aiigo/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aCandidate, address, aMarket, anyRequest, aRequest, nodeId, teraflops } from '../test/market.ts'
import { failedBy } from '../test/reference.ts'
import { type Candidate, criteria, explain, type Relaxation, type Request, rank } from './index.ts'

test('default', () => {
  const candidates = [
    aCandidate({ nodeId: nodeId(1), pricePerHour: 1_200n }),
    aCandidate({ nodeId: nodeId(2), pricePerHour: 1_500n }),
    aCandidate({ nodeId: nodeId(3), pricePerHour: 1_500n, region: 'us' }),
    aCandidate({ nodeId: nodeId(4), status: NodeStatus.Inactive }),
  ]
  expect(explain(aRequest({ regions: ['eu'] }), candidates)).toMatchInlineSnapshot(`
    {
      "eligible": 0,
      "excluded": {
        "failed": 0,
        "flagged": 0,
        "inactive": 1,
        "own": 0,
        "suspended": 0,
      },
      "nearestMiss": {
        "nodeId": "0x0000000000000000000000000000000000000000000000000000000000000001",
        "shortfalls": [
          {
            "criterion": "budget",
            "seen": 1200n,
            "wanted": 1000n,
          },
        ],
      },
      "rejected": {
        "budget": 3,
        "capacity": 0,
        "exclusion": 1,
        "power": 0,
        "region": 1,
        "resourceType": 0,
        "sla": 0,
        "trustLevel": 0,
      },
      "rejectedAlone": {
        "budget": 2,
        "capacity": 0,
        "exclusion": 1,
        "power": 0,
        "region": 0,
        "resourceType": 0,
        "sla": 0,
        "trustLevel": 0,
      },
      "rejectedTogether": 4,
      "relax": [
        {
          "change": {
            "maxPricePerHour": 1200n,
          },
          "nodeId": "0x0000000000000000000000000000000000000000000000000000000000000001",
        },
      ],
      "wait": undefined,
    }
  `)
})

test('args: no candidates', () => {
  expect(explain(aRequest(), [])).toMatchObject({ eligible: 0, rejectedTogether: 0, nearestMiss: undefined, relax: [] })
})

describe('behavior: counts', () => {
  test('behavior: they agree with an independent filter', () => {
    fc.assert(
      fc.property(anyRequest, aMarket, (request, candidates) => {
        const failed = candidates.map((candidate) => failedBy(request, candidate))
        const { eligible, rejectedTogether, rejected, rejectedAlone, excluded } = explain(request, candidates)
        expect(eligible).toBe(failed.filter((names) => names.length === 0).length)
        expect(eligible).toBe(rank(request, candidates).length)
        expect(rejectedTogether).toBe(candidates.length - eligible)
        for (const criterion of criteria) {
          expect(rejected[criterion]).toBe(failed.filter((names) => names.includes(criterion)).length)
          expect(rejectedAlone[criterion]).toBe(failed.filter((names) => names.join() === criterion).length)
        }
        expect(Math.max(...Object.values(excluded))).toBeLessThanOrEqual(rejected.exclusion)
      }),
      { numRuns: 1_000 },
    )
  })

  test('behavior: exclusions by reason', () => {
    const candidates = [
      aCandidate({ nodeId: nodeId(1), status: NodeStatus.Pending, suspended: true }),
      aCandidate({ nodeId: nodeId(2), flagged: true, owner: address(0xb) }),
      aCandidate({ nodeId: nodeId(3) }),
      aCandidate({ nodeId: nodeId(4) }),
    ]
    const { rejected, excluded } = explain(aRequest({ failedNodes: [nodeId(3)] }), candidates)
    expect(rejected.exclusion).toBe(3)
    expect(excluded).toEqual({ inactive: 1, suspended: 1, flagged: 1, own: 1, failed: 1 })
  })
})

describe('behavior: nearest miss', () => {
  const nearest = (request: Partial<Request>, ...candidates: Partial<Candidate>[]) => {
    const all = candidates.map((changes, i) => aCandidate({ nodeId: nodeId(i + 1), ...changes }))
    return Number(explain(aRequest(request), all).nearestMiss?.nodeId)
  }

  test('behavior: the fewest criteria', () => {
    expect(nearest({ regions: ['eu'] }, { pricePerHour: 1_001n, trustLevel: 1, region: 'us' }, { region: 'us' })).toBe(
      2,
    )
    expect(nearest({ minTrustLevel: 3 }, { pricePerHour: 1_001n }, { pricePerHour: 9_999n, trustLevel: 3 })).toBe(2)
  })

  test('behavior: then by the least', () => {
    expect(nearest({}, { pricePerHour: 1_200n }, { pricePerHour: 1_100n })).toBe(2)
    expect(nearest({}, { pricePerHour: 1_010n }, { power: 29n * teraflops })).toBe(1)
    expect(nearest({}, { pricePerHour: 2_000n }, { power: 29n * teraflops })).toBe(2)
    expect(
      nearest({ minTrustLevel: 3, minUptimeBps: 9_500 }, { trustLevel: 2 }, { trustLevel: 3, uptimeBps: 9_400 }),
    ).toBe(2)
    expect(
      nearest({ maxPricePerHour: 10n ** 18n }, { pricePerHour: 10n ** 18n + 2n }, { pricePerHour: 10n ** 18n + 1n }),
    ).toBe(2)
  })

  test('behavior: how far apart power, price, trust and SLA are is comparable', () => {
    const short: Partial<Candidate> = { uptimeBps: 8_500 }
    expect(nearest({ minUptimeBps: 9_500 }, { pricePerHour: 1_120n }, short)).toBe(2)
    expect(nearest({ minUptimeBps: 9_500 }, { pricePerHour: 1_110n }, short)).toBe(1)
    expect(nearest({ minTrustLevel: 3 }, { pricePerHour: 1_340n, trustLevel: 3 }, { trustLevel: 2 })).toBe(2)
    expect(nearest({ minTrustLevel: 3 }, { pricePerHour: 1_330n, trustLevel: 3 }, { trustLevel: 2 })).toBe(1)
  })

  test('behavior: then by the criteria in their order', () => {
    const request = { minUptimeBps: 9_000, maxPricePerHour: 75_000n }
    expect(nearest(request, { uptimeBps: 6_500 }, { pricePerHour: 100_000n })).toBe(2)
  })

  test('behavior: no more than all of the power can be missing', () => {
    expect(nearest({}, { power: 0n, powerReserved: 99n * teraflops }, { openTasks: 10 })).toBe(1)
  })

  test('behavior: then by node id', () => {
    expect(nearest({}, { pricePerHour: 1_100n }, { pricePerHour: 1_100n })).toBe(1)
  })

  test('behavior: a node that no request can reach comes after all that one can', () => {
    const far: Partial<Candidate> = { pricePerHour: 10_000n, region: 'us' }
    const unreachable: Partial<Candidate>[] = [
      { resourceType: ResourceType.CPU },
      { openTasks: 10 },
      { flagged: true },
      { trustLevel: 0 },
      { power: 0n },
    ]
    for (const changes of unreachable) expect(nearest({ regions: ['eu'] }, changes, far)).toBe(2)
  })

  test('behavior: a node without any power is out of reach, also where none is asked for', () => {
    const request = aRequest({ requiredPower: 0n })
    const powerless = aCandidate({ power: 0n, powerReserved: 0n })
    const { nearestMiss, relax } = explain(request, [powerless])
    expect({ shortfalls: nearestMiss?.shortfalls, relax }).toEqual({
      shortfalls: [{ criterion: 'power', wanted: 0n, seen: 0n }],
      relax: [],
    })
    const expensive = aCandidate({ nodeId: nodeId(2), pricePerHour: 10_000n })
    expect(explain(request, [powerless, expensive]).nearestMiss?.nodeId).toBe(nodeId(2))
  })

  test('behavior: every criterion in numbers', () => {
    const candidate = aCandidate({
      resourceType: ResourceType.CPU,
      power: 1n,
      powerReserved: 3n,
      trustLevel: 1,
      pricePerHour: 1_001n,
      uptimeBps: 10_000,
      openTasks: 11,
      suspended: true,
      flagged: true,
    })
    const request = aRequest({ minTrustLevel: 2, regions: ['us'], minUptimeBps: 9_999, requiredPower: 5n })
    expect(explain(request, [candidate]).nearestMiss?.shortfalls).toEqual([
      { criterion: 'resourceType', wanted: 0, seen: 1 },
      { criterion: 'power', wanted: 5n, seen: -2n },
      { criterion: 'trustLevel', wanted: 2, seen: 1 },
      { criterion: 'region', wanted: ['us'], seen: 'eu' },
      { criterion: 'budget', wanted: 1_000n, seen: 1_001n },
      { criterion: 'sla', wanted: 9_999, seen: 9_998 },
      { criterion: 'capacity', wanted: 9, seen: 11 },
      { criterion: 'exclusion', wanted: [], seen: ['suspended', 'flagged'] },
    ])
  })

  test('behavior: it is told also where there is a match', () => {
    const { eligible, nearestMiss, relax } = explain(aRequest(), [
      aCandidate(),
      aCandidate({ nodeId: nodeId(2), pricePerHour: 1_001n }),
    ])
    expect({ eligible, nearest: nearestMiss?.nodeId, relax }).toEqual({ eligible: 1, nearest: nodeId(2), relax: [] })
  })

  test('behavior: it is rejected, and nothing reachable fails fewer criteria', () => {
    fc.assert(
      fc.property(anyRequest, aMarket, (request, candidates) => {
        const { nearestMiss, rejectedTogether } = explain(request, candidates)
        expect(nearestMiss === undefined).toBe(rejectedTogether === 0)
        if (nearestMiss === undefined) return
        const { nodeId, shortfalls } = nearestMiss
        const names = shortfalls.map(({ criterion }) => criterion)
        expect(names).toEqual(failedBy(request, candidates.find((candidate) => candidate.nodeId === nodeId)!))
        const reachable = candidates.filter((candidate) => isReachable(request, candidate))
        const fewest = Math.min(...reachable.map((candidate) => failedBy(request, candidate).length))
        if (reachable.length > 0) expect(names.length).toBe(fewest)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('behavior: relaxation', () => {
  const relax = (request: Partial<Request>, ...candidates: Partial<Candidate>[]) =>
    explain(
      aRequest(request),
      candidates.map((changes, i) => aCandidate({ nodeId: nodeId(i + 1), ...changes })),
    ).relax

  test('behavior: one way for each criterion that alone is enough, the smallest change first', () => {
    expect(
      relax(
        { minTrustLevel: 3, regions: ['us'], minUptimeBps: 9_950 },
        { trustLevel: 2, region: 'us', uptimeBps: 9_990 },
        { trustLevel: 1, region: 'us', uptimeBps: 9_990 },
        { trustLevel: 3, region: 'eu', uptimeBps: 9_990 },
        { trustLevel: 3, region: 'us', uptimeBps: 9_940 },
        { trustLevel: 3, region: 'us', uptimeBps: 9_990, pricePerHour: 1_300n },
        { trustLevel: 3, region: 'us', uptimeBps: 9_990, power: 29n * teraflops },
        { trustLevel: 2, region: 'us', uptimeBps: 9_949, pricePerHour: 1_001n },
      ),
    ).toEqual([
      { nodeId: nodeId(4), change: { minUptimeBps: 9_940 } },
      { nodeId: nodeId(6), change: { requiredPower: 9n * teraflops } },
      { nodeId: nodeId(5), change: { maxPricePerHour: 1_300n } },
      { nodeId: nodeId(1), change: { minTrustLevel: 2 } },
      { nodeId: nodeId(3), change: { regions: ['us', 'eu'] } },
    ])
  })

  test('behavior: several at once where none alone is enough', () => {
    expect(relax({ regions: ['us'] }, { pricePerHour: 1_001n })).toEqual([
      { nodeId: nodeId(1), change: { regions: ['us', 'eu'], maxPricePerHour: 1_001n } },
    ])
  })

  test('behavior: 99.99 % from the community becomes 99.98 %', () => {
    expect(relax({ minUptimeBps: 9_999 }, { uptimeBps: 10_000 })).toEqual([
      { nodeId: nodeId(1), change: { minUptimeBps: 9_998 } },
    ])
  })

  test('behavior: none where no request would help', () => {
    expect(relax({}, { resourceType: ResourceType.CPU }, { openTasks: 10 }, { trustLevel: 0 }, { power: 0n })).toEqual(
      [],
    )
  })

  test('behavior: it gives a match, and anything smaller does not', () => {
    let ways = 0
    let combined = 0
    fc.assert(
      fc.property(anyRequest, aMarket, (request, candidates) => {
        const { eligible, relax } = explain(request, candidates)
        const isPossible = eligible === 0 && candidates.some((candidate) => isReachable(request, candidate))
        expect(relax.length > 0).toBe(isPossible)
        for (const { nodeId, change } of relax) {
          ways++
          if (Object.keys(change).length > 1) combined++
          expect(rank({ ...request, ...change }, candidates).map((node) => node.nodeId)).toContain(nodeId)
          for (const smaller of smallerChanges(request, change)) {
            expect(rank({ ...request, ...smaller }, candidates)).toEqual([])
          }
        }
      }),
      { numRuns: 3_000 },
    )
    expect(ways).toBeGreaterThan(500)
    expect(combined).toBeGreaterThan(50)
  })

  test('behavior: the nearest miss is what the first way reaches', () => {
    fc.assert(
      fc.property(anyRequest, aMarket, (request, candidates) => {
        const { nearestMiss, relax } = explain(request, candidates)
        if (relax[0]) expect(relax[0].nodeId).toBe(nearestMiss?.nodeId)
      }),
    )
  })

  test('behavior: the same for every order of the candidates', () => {
    fc.assert(
      fc.property(anyRequest, aMarket, (request, candidates) => {
        expect(explain(request, [...candidates].reverse())).toEqual(explain(request, candidates))
      }),
    )
  })
})

/** Whether giving way in power, trust, region, price or SLA could make the node eligible. */
function isReachable(request: Request, candidate: Candidate): boolean {
  const loosest: Request = {
    ...request,
    requiredPower: request.requiredPower > 0n ? 1n : 0n,
    minTrustLevel: 1,
    regions: undefined,
    maxPricePerHour: 2n ** 256n - 1n,
    minUptimeBps: 0,
  }
  const failed = failedBy(request, candidate)
  // A relaxation keeps what the node meets already; where it has all the power that is asked for, that stays.
  const kept = failed.includes('power') ? loosest : { ...loosest, requiredPower: request.requiredPower }
  return failed.length > 0 && failedBy(kept, candidate).length === 0
}

/** The change with one of its parts a step nearer to what was asked for. */
function* smallerChanges(request: Request, change: Relaxation['change']): Generator<Relaxation['change']> {
  if (change.requiredPower !== undefined) yield { ...change, requiredPower: change.requiredPower + 1n }
  if (change.minTrustLevel !== undefined) yield { ...change, minTrustLevel: change.minTrustLevel + 1 }
  if (change.regions !== undefined) yield { ...change, regions: request.regions }
  if (change.maxPricePerHour !== undefined) yield { ...change, maxPricePerHour: change.maxPricePerHour - 1n }
  if (change.minUptimeBps !== undefined) yield { ...change, minUptimeBps: change.minUptimeBps + 1 }
}
