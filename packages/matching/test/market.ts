// Requests and candidates for tests: two that are good, and arbitrary ones that sit on every edge of the filters.
import { NodeStatus, ResourceType } from '@aiigo/core'
import fc from 'fast-check'
import type { Candidate, Request } from '../src/index.ts'

export const teraflops = 10n ** 18n

export function nodeId(number: number): `0x${string}` {
  return `0x${number.toString(16).padStart(64, '0')}`
}

export function address(number: number): `0x${string}` {
  return `0x${number.toString(16).padStart(40, '0')}`
}

export function aRequest(changes: Partial<Request> = {}): Request {
  return {
    buyer: address(0xb),
    resourceType: ResourceType.GPU,
    requiredPower: 10n * teraflops,
    maxPricePerHour: 1_000n,
    ...changes,
  }
}

/** Eligible for `aRequest()`. */
export function aCandidate(changes: Partial<Candidate> = {}): Candidate {
  return {
    nodeId: nodeId(1),
    owner: address(0xa),
    resourceType: ResourceType.GPU,
    status: NodeStatus.Active,
    suspended: false,
    flagged: false,
    power: 40n * teraflops,
    powerReserved: 20n * teraflops,
    trustLevel: 2,
    reputation: 5_000,
    pricePerHour: 500n,
    region: 'eu',
    latencyMs: 100,
    uptimeBps: 9_900,
    openTasks: 0,
    tier: 3,
    ...changes,
  }
}

const often = <T>(usual: T, others: fc.Arbitrary<T>) => fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, others)
const resourceType = fc.constantFrom(...Object.values(ResourceType))
const region = fc.constantFrom('eu', 'us', 'asia')
const level = fc.integer({ min: 0, max: 4 })
const anyAmount = fc.bigInt(0n, 2n ** 256n - 1n)
const small = fc.bigInt(0n, 6n)
/** Where doubles are two apart or more. */
const coarse = fc.bigInt(2n ** 54n - 2n, 2n ** 54n + 4n)
const power = fc.oneof(small, coarse, coarse, anyAmount)
const price = fc.oneof(small, small, coarse, anyAmount)
const bps = fc.oneof(
  fc.constantFrom(0, 1, 9_499, 9_500, 9_900, 9_998, 9_999, 10_000),
  fc.integer({ min: 0, max: 10_000 }),
)

/** The ids are given by {@link aMarket}, which knows the others. */
const aNode: fc.Arbitrary<Omit<Candidate, 'nodeId'>> = fc.record({
  owner: often(address(0xa), fc.constant(address(0xb))),
  resourceType: often(ResourceType.GPU, resourceType) as fc.Arbitrary<ResourceType>,
  status: often(NodeStatus.Active, fc.constantFrom(...Object.values(NodeStatus))) as fc.Arbitrary<NodeStatus>,
  suspended: often(false, fc.boolean()),
  flagged: often(false, fc.boolean()),
  power,
  powerReserved: often(0n, fc.oneof(small, anyAmount)),
  trustLevel: often(3, level),
  reputation: bps,
  pricePerHour: price,
  region,
  latencyMs: fc.oneof(fc.constantFrom(0, 100), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })),
  uptimeBps: bps,
  openTasks: often(0, fc.integer({ min: 0, max: 12 })),
  tier: fc.constantFrom(1, 2, 3),
})

export const aMarket: fc.Arbitrary<Candidate[]> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 60 }), aNode), {
    selector: ([number]) => number,
    maxLength: 25,
    size: 'max',
  })
  .map((nodes) => nodes.map(([number, node]) => ({ nodeId: nodeId(number), ...node })))

/** About half of these find something in a market. */
export const anyRequest: fc.Arbitrary<Request> = fc.record(
  {
    buyer: fc.constant(address(0xb)),
    resourceType: often(ResourceType.GPU, resourceType) as fc.Arbitrary<ResourceType>,
    requiredPower: fc.oneof(small, small, coarse, anyAmount),
    maxPricePerHour: fc.oneof(small, coarse, coarse, anyAmount).map((value) => (value === 0n ? 1n : value)),
    minTrustLevel: level,
    regions: fc.uniqueArray(region, { minLength: 1 }),
    minUptimeBps: often(0, bps),
    failedNodes: fc.array(fc.integer({ min: 1, max: 60 }).map(nodeId), { maxLength: 5 }),
  },
  { requiredKeys: ['buyer', 'resourceType', 'requiredPower', 'maxPricePerHour'] },
)

function weightsOf(aWeight: fc.Arbitrary<number>) {
  const each = { price: aWeight, reputation: aWeight, latency: aWeight, uptime: aWeight, power: aWeight }
  return fc.record(each, { requiredKeys: [] }).filter((weights) => Object.values(weights).some((weight) => weight > 0))
}

export const anyWeights = weightsOf(fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e6, noNaN: true })))

/** Down to the smallest double, where a product loses all its digits. */
export const extremeWeights = weightsOf(fc.double({ min: 0, max: 1e300, noNaN: true }))
