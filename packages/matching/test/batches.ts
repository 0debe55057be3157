// Batches in which requests compete: few nodes, few places left, and power for some of the tasks.
import fc from 'fast-check'
import type { Candidate, Request } from '../src/index.ts'
import { aCandidate, address, aRequest, nodeId } from './market.ts'

export type Batch = { candidates: Candidate[]; requests: Request[] }

const owner = fc.integer({ min: 1, max: 8 }).map(address)

function aNode(power: fc.Arbitrary<bigint>): fc.Arbitrary<Candidate> {
  return fc
    .record({
      owner,
      power,
      trustLevel: fc.integer({ min: 1, max: 3 }),
      reputation: fc.integer({ min: 0, max: 10_000 }),
      pricePerHour: fc.bigInt(100n, 1_000n),
      region: fc.constantFrom('eu', 'us'),
      latencyMs: fc.integer({ min: 0, max: 400 }),
      uptimeBps: fc.integer({ min: 9_400, max: 10_000 }),
      openTasks: fc.oneof(fc.integer({ min: 6, max: 9 }), fc.integer({ min: 0, max: 10 })),
      tier: fc.constantFrom(1, 2, 3),
    })
    .map((fields) => aCandidate({ ...fields, powerReserved: 0n }))
}

const aTask: fc.Arbitrary<Request> = fc
  .record(
    {
      buyer: owner,
      requiredPower: fc.bigInt(3n, 40n),
      maxPricePerHour: fc.bigInt(200n, 1_200n),
      minTrustLevel: fc.integer({ min: 1, max: 2 }),
      regions: fc.constantFrom(['eu'], ['eu', 'us']),
      failedNodes: fc.array(fc.integer({ min: 1, max: 6 }).map(nodeId), { maxLength: 2 }),
    },
    { requiredKeys: ['buyer', 'requiredPower', 'maxPricePerHour'] },
  )
  .map(aRequest)

/** Power for one to a few tasks a node. */
export function aBatch(maxRequests: number, maxNodes: number): fc.Arbitrary<Batch> {
  const nodes = fc.array(aNode(fc.bigInt(5n, 60n)), { minLength: 1, maxLength: maxNodes, size: 'max' })
  const requests = fc.array(aTask, { minLength: 1, maxLength: maxRequests, size: 'max' })
  return fc.record({ candidates: nodes.map(numbered), requests })
}

/** So many requests on so many nodes, whose places are what is scarce. */
export function aLargeBatch(requests: number, nodes: number): fc.Arbitrary<Batch> {
  return fc.record({
    candidates: fc
      .array(aNode(fc.bigInt(400n, 600n)), { minLength: nodes, maxLength: nodes, size: 'max' })
      .map(numbered),
    requests: fc.array(aTask, { minLength: requests, maxLength: requests, size: 'max' }),
  })
}

function numbered(nodes: readonly Candidate[]): Candidate[] {
  return nodes.map((node, i) => ({ ...node, nodeId: nodeId(i + 1) }))
}
