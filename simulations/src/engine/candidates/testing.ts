import type { Candidate, Request } from '@aiigo/matching'
import fc from 'fast-check'

// Markets for the tests that compare what is fast here with @aiigo/matching, which is plain: small numbers, so that much
// is equal, and large ones that only differ beyond what a double holds.

const id = (digits: number) => (number: number) => `0x${number.toString(16).padStart(digits, '0')}` as const
const BIG = 2n ** 90n

const power = fc.oneof(fc.bigInt(0n, 60n), fc.bigInt(BIG, BIG + 60n))
const price = fc.oneof(fc.bigInt(1n, 40n), fc.bigInt(BIG, BIG + 10n))

const body = fc.record({
  owner: fc.integer({ min: 1, max: 30 }).map(id(40)),
  resourceType: fc.constantFrom(0, 1),
  status: fc.constantFrom(2, 2, 2, 2, 1),
  suspended: fc.constant(false),
  flagged: fc.constantFrom(false, false, false, true),
  power,
  powerReserved: fc.oneof(fc.constant(0n), fc.bigInt(0n, 60n)),
  trustLevel: fc.integer({ min: 0, max: 4 }),
  reputation: fc.integer({ min: 0, max: 10_000 }),
  pricePerHour: price,
  region: fc.constantFrom('EU', 'NA', 'AS'),
  latencyMs: fc.constantFrom(0, 10, 50, 200),
  uptimeBps: fc.constantFrom(9_000, 9_900, 9_999, 10_000),
  openTasks: fc.constantFrom(0, 0, 1, 9, 10),
  tier: fc.constantFrom(1, 2, 3, 3),
})

/** Nodes of a market, each with an id of its own. */
export const candidates: fc.Arbitrary<Candidate[]> = fc
  .array(body, { maxLength: 120 })
  .map((bodies) => bodies.map((body, i) => ({ nodeId: id(64)(i + 1), ...body }) as Candidate))

export const request: fc.Arbitrary<Request> = fc.record({
  buyer: fc.integer({ min: 1, max: 60 }).map(id(40)),
  resourceType: fc.constantFrom(0, 1, 2) as fc.Arbitrary<Request['resourceType']>,
  requiredPower: power,
  maxPricePerHour: price,
  minTrustLevel: fc.integer({ min: 0, max: 4 }),
  regions: fc.constantFrom(undefined, ['EU'], ['NA', 'AS']),
  minUptimeBps: fc.constantFrom(0, 9_000, 9_998, 9_999),
})
