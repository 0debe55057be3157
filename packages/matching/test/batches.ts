// Batches in which requests compete: few nodes, few places left, and power for some of the tasks.
import fc from 'fast-check'
import type { Candidate, Request } from '../src/index.ts'
import { aCandidate, address, aRequest, nodeId } from './market.ts'

export type Batch = { candidates: Candidate[]; requests: Request[] }

const owner = fc.integer({ min: 1, max: 8 }).map(address)

const usual: Prices = { asked: fc.bigInt(100n, 1_000n), most: fc.bigInt(200n, 1_200n) }
const everything = 2n ** 256n - 1n

/** Of every order of magnitude, some of them alike, and budgets that allow all of it. */
const apart: Prices = {
  asked: fc
    .tuple(fc.oneof(fc.constantFrom(0n, 47n, 107n), fc.bigInt(0n, 250n)), fc.bigInt(1n, 31n))
    .map(([magnitude, price]) => price << magnitude),
  most: fc.oneof(
    fc.constant(everything),
    fc.bigInt(1n, 31n).map((price) => price << 47n),
  ),
}

type Prices = { asked: fc.Arbitrary<bigint>; most: fc.Arbitrary<bigint> }

function aNode(power: fc.Arbitrary<bigint>, { asked }: Prices): fc.Arbitrary<Candidate> {
  return fc
    .record({
      owner,
      power,
      trustLevel: fc.integer({ min: 1, max: 3 }),
      reputation: fc.integer({ min: 0, max: 10_000 }),
      pricePerHour: asked,
      region: fc.constantFrom('eu', 'us'),
      latencyMs: fc.integer({ min: 0, max: 400 }),
      uptimeBps: fc.integer({ min: 9_400, max: 10_000 }),
      openTasks: fc.oneof(fc.integer({ min: 6, max: 9 }), fc.integer({ min: 0, max: 10 })),
      tier: fc.constantFrom(1, 2, 3),
    })
    .map((fields) => aCandidate({ ...fields, powerReserved: 0n }))
}

function aTask({ most }: Prices): fc.Arbitrary<Request> {
  return fc
    .record(
      {
        buyer: owner,
        requiredPower: fc.bigInt(3n, 40n),
        maxPricePerHour: most,
        minTrustLevel: fc.integer({ min: 1, max: 2 }),
        regions: fc.constantFrom(['eu'], ['eu', 'us']),
        failedNodes: fc.array(fc.integer({ min: 1, max: 6 }).map(nodeId), { maxLength: 2 }),
      },
      { requiredKeys: ['buyer', 'requiredPower', 'maxPricePerHour'] },
    )
    .map(aRequest)
}

/** Power for one to a few tasks a node. */
export function aBatch(maxRequests: number, maxNodes: number): fc.Arbitrary<Batch> {
  return smallBatch(maxRequests, maxNodes, fc.bigInt(5n, 60n), usual)
}

/** Prices between which there is no comparison. @param power of a node; a task takes 3 to 40 */
export function aBatchOfPricesApart(power: fc.Arbitrary<bigint>): fc.Arbitrary<Batch> {
  return smallBatch(8, 6, power, apart)
}

function smallBatch(maxRequests: number, maxNodes: number, power: fc.Arbitrary<bigint>, prices: Prices) {
  const nodes = fc.array(aNode(power, prices), { minLength: 1, maxLength: maxNodes, size: 'max' })
  const requests = fc.array(aTask(prices), { minLength: 1, maxLength: maxRequests, size: 'max' })
  return fc.record({ candidates: nodes.map(numbered), requests })
}

/** A dozen requests on so many nodes, which together have nine tenths or more of the power, but not all of it. */
export function aTightBatch(nodes: number): fc.Arbitrary<Batch> {
  const task = fc
    .record({ requiredPower: fc.bigInt(200n, 399n), maxPricePerHour: fc.bigInt(1_000n, 1_200n) })
    .map(aRequest)
  const requests = fc.array(task, { minLength: 12, maxLength: 12, size: 'max' })
  const parts = fc.array(aNode(fc.bigInt(60n, 140n), usual), { minLength: nodes, maxLength: nodes, size: 'max' })
  return fc.record({ requests, parts, percent: fc.bigInt(90n, 99n) }).map(({ requests, parts, percent }) => {
    const asked = requests.reduce((sum, { requiredPower }) => sum + requiredPower, 0n)
    const whole = parts.reduce((sum, { power }) => sum + power, 0n)
    const share = (power: bigint) => (asked * percent * power) / whole / 100n
    return {
      requests,
      candidates: numbered(parts).map((node) => ({ ...node, openTasks: 0, power: share(node.power) })),
    }
  })
}

/** So many requests on so many nodes, whose places are what is scarce. */
export function aLargeBatch(requests: number, nodes: number): fc.Arbitrary<Batch> {
  return fc.record({
    candidates: fc
      .array(aNode(fc.bigInt(400n, 600n), usual), { minLength: nodes, maxLength: nodes, size: 'max' })
      .map(numbered),
    requests: fc.array(aTask(usual), { minLength: requests, maxLength: requests, size: 'max' }),
  })
}

function numbered(nodes: readonly Candidate[]): Candidate[] {
  return nodes.map((node, i) => ({ ...node, nodeId: nodeId(i + 1) }))
}
