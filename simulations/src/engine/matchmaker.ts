import type { ResourceType } from '@aiigo/core'
import { type Candidate, type Request, type Tier, tierShares } from '@aiigo/matching'
import type { TaskState } from '@aiigo/protocol'
import { toQuery } from './candidates/query.ts'
import type { Shelf, Shelves } from './candidates/shelves.ts'
import { createStand, type Stand } from './candidates/stand.ts'

/** What a task asks for beyond what the chain knows of it: the document behind its specification URI. */
export type TaskDocument = {
  region?: string | undefined
  /** Basis points of the time. */
  minUptimeBps: number
}

/** Which tasks each node is offered, by node id, in the order in which it should take them. */
export type Matches = ReadonlyMap<`0x${string}`, readonly `0x${string}`[]>

/**
 * The platform's matching: every open task, oldest first, is offered to the best node that is free, in the order of
 * `orderTiers` and `rank` of @aiigo/matching. A node that is offered a task counts as that much busier for the next one.
 */
export function matchTasks(
  tasks: readonly TaskState[],
  shelves: Shelves,
  documents: ReadonlyMap<string, TaskDocument>,
): Matches {
  const matches = new Map<`0x${string}`, `0x${string}`[]>()
  const halls = new Map<ResourceType, Hall>()
  for (const task of tasks) {
    const hall = halls.get(task.resourceType) ?? createHall(shelves(task.resourceType))
    halls.set(task.resourceType, hall)
    const best = assign(hall, toRequest(task, documents.get(task.specificationURI)))
    if (!best) continue
    const offered = matches.get(best.nodeId)
    if (offered) offered.push(task.taskId)
    else matches.set(best.nodeId, [task.taskId])
  }
  return matches
}

/** All nodes of one resource type: their tiers, and the power that each tier carries. */
type Hall = { stands: Readonly<Record<Tier, Stand>>; loads: Record<Tier, bigint> }

function createHall(shelf: Shelf): Hall {
  const loads: Record<Tier, bigint> = { 1: 0n, 2: 0n, 3: 0n }
  for (const { tier, powerReserved } of shelf.candidates) if (powerReserved > 0n) loads[tier] += powerReserved
  return { stands: { 1: createStand(shelf, 1), 2: createStand(shelf, 2), 3: createStand(shelf, 3) }, loads }
}

function assign({ stands, loads }: Hall, request: Request): Candidate | undefined {
  const query = toQuery(request)
  for (const tier of tierOrder(loads)) {
    const candidate = stands[tier].take(query)
    if (!candidate) continue
    loads[tier] += request.requiredPower
    return candidate
  }
  return undefined
}

/** All orders of the tiers: those below their share first (a bit each: community 4, cloud 2, owned 1), then the others. */
const orders: readonly (readonly Tier[])[] = [0, 1, 2, 3, 4, 5, 6, 7].map((below) => {
  const tiers = [3, 2, 1] as const
  const isBelow = (tier: Tier) => (below & (1 << (tier - 1))) !== 0
  return [...tiers.filter(isBelow), ...tiers.filter((tier) => !isBelow(tier))]
})
const shares = { 1: BigInt(tierShares[1]), 2: BigInt(tierShares[2]), 3: BigInt(tierShares[3]) }

/** As `orderTiers` of @aiigo/matching, without looking at amounts that were looked at before. */
function tierOrder(loads: Record<Tier, bigint>): readonly Tier[] {
  const total = loads[1] + loads[2] + loads[3]
  const below = (tier: Tier) => (loads[tier] * 10_000n < total * shares[tier] ? 1 << (tier - 1) : 0)
  return orders[below(1) | below(2) | below(3)]!
}

function toRequest(task: TaskState, document: TaskDocument | undefined): Request {
  return {
    buyer: task.buyer,
    resourceType: task.resourceType,
    requiredPower: task.requiredPower,
    maxPricePerHour: task.maxPrice,
    minTrustLevel: task.minTrustLevel,
    regions: document?.region === undefined ? undefined : [document.region],
    minUptimeBps: document?.minUptimeBps ?? 0,
    failedNodes: task.excluded,
  }
}
