import { InvalidArgumentError, type ResourceType } from '@aiigo/core'
import { checkRequest, type Query } from '../checkRequest.ts'
import type { Columns } from '../columns.ts'
import { type CandidateIndex, columnsOf } from '../createIndex.ts'
import { powerTerm, priceTerm } from '../terms.ts'
import type { Hex, Request } from '../types.ts'
import { type CheckedWeights, scoreOf, standingOf } from '../weights.ts'
import { type Concentration, concentrationOf } from './concentration.ts'
import { type AssignOptions, checkAssignOptions } from './objective.ts'
import { reasonOf, type Unassigned } from './reasons.ts'
import type { Seats } from './seats.ts'
import { solve } from './solve.ts'

export type Assignment = {
  /** In the order of the requests. */
  pairs: Pair[]
  /** In the order of the requests. */
  unassigned: Unassigned[]
  /** Over all pairs. */
  total: { score: number; pricePerHour: bigint }
  /** Of the pairs, over the nodes of the types asked for that take tasks at all. */
  concentration: Concentration
}

export type Pair = {
  /** The request's place in the batch, from 0. */
  request: number
  nodeId: Hex
  /** As `rank` scores the node, before the batch took anything of it. */
  score: number
  /** What the node asks for, in the smallest unit of the currency. */
  pricePerHour: bigint
}

/**
 * Which node takes which request of a batch. Every pair is eligible as `rank` has it, and so are all together: a node gets
 * no more tasks than it may hold, nor more than its free power. The index stays as it is.
 *
 * At best or close to it: up to a dozen requests of one resource type are solved exactly, but for rounding; more by local
 * search (measured in the README). The same on every machine and whatever the order of the candidates; what is equal goes by node id and by the
 * order of the requests.
 *
 * @param requests all in one currency
 * @throws InvalidArgumentError naming the field of the request or the option, and when the index is not one
 * @example
 * const { pairs, unassigned } = assign([request, request], createIndex(candidates))
 * assign([request], createIndex(candidates), { objective: 'fairest', fairness: 2 })
 */
export function assign(requests: readonly Request[], index: CandidateIndex, options: AssignOptions = {}): Assignment {
  if (!Array.isArray(requests)) throw new InvalidArgumentError('requests', 'an array of requests', requests)
  // Unlike `map` it does not pass over the holes of an array.
  const queries = Array.from(requests, (request, i) => checkRequest(request, `requests[${i}]`))
  const columns = columnsOf(index)
  const goal = checkAssignOptions(options, requests.length)

  const pairs: Pair[] = []
  const unassigned: Unassigned[] = []
  const tasks: number[] = []
  let nodes = 0
  for (const batch of byResourceType(queries).values()) {
    const seats = solve(
      columns,
      batch.map((request) => queries[request]!),
      goal,
    )
    for (const [i, request] of batch.entries()) {
      if (seats.nodeOf[i]! < 0) unassigned.push({ request, ...reasonOf(seats, i) })
      else pairs.push(pairOf(seats, i, request, goal.weights))
    }
    tasks.push(...[...seats.tenants.values()].map((tenants) => tenants.length))
    nodes += seats.nodes.slot.length
  }
  return {
    pairs: pairs.sort(byRequest),
    unassigned: unassigned.sort(byRequest),
    total: {
      score: pairs.reduce((sum, { score }) => sum + score, 0),
      pricePerHour: pairs.reduce((sum, { pricePerHour }) => sum + pricePerHour, 0n),
    },
    concentration: concentrationOf(tasks, nodes),
  }
}

/** Nodes of one type never take requests of another: each type is a batch of its own. */
function byResourceType(queries: readonly Query[]): Map<ResourceType, number[]> {
  const batches = new Map<ResourceType, number[]>()
  for (const [request, { resourceType }] of queries.entries()) {
    const batch = batches.get(resourceType)
    if (batch) batch.push(request)
    else batches.set(resourceType, [request])
  }
  return batches
}

function pairOf({ nodes, nodeOf, queries }: Seats, i: number, request: number, weights: CheckedWeights): Pair {
  const { columns } = nodes
  const slot = nodes.slot[nodeOf[i]!]!
  return {
    request,
    nodeId: columns.nodeIds[slot]!,
    score: scoreAt(columns, slot, queries[i]!, weights),
    pricePerHour: columns.exactPrice[slot]!,
  }
}

function scoreAt({ numbers }: Columns, slot: number, query: Query, weights: CheckedWeights): number {
  const standing = standingOf(weights, numbers.reputation[slot]!, numbers.latency[slot]!, numbers.uptime[slot]!)
  const price = priceTerm(numbers.price[slot]!, Number(query.maxPricePerHour))
  return scoreOf(weights, standing, price, powerTerm(numbers.free[slot]!, Number(query.requiredPower)))
}

function byRequest(a: { request: number }, b: { request: number }): number {
  return a.request - b.request
}
