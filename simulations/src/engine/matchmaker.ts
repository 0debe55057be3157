import type { ResourceType } from '@aiigo/core'
import { type Candidate, orderTiers, type Request, type Tier } from '@aiigo/matching'
import type { TaskState } from '@aiigo/protocol'
import { createStand, reserve, type Stand } from './candidates/stand.ts'

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
 * tiers and of `rank` of @aiigo/matching. A node that is offered a task counts as that much busier for the next one.
 */
export function matchTasks(
  tasks: readonly TaskState[],
  candidates: readonly Candidate[],
  documents: ReadonlyMap<string, TaskDocument>,
): Matches {
  const matches = new Map<`0x${string}`, `0x${string}`[]>()
  const halls = new Map<ResourceType, Hall>()
  for (const task of tasks) {
    const hall = halls.get(task.resourceType) ?? createHall(candidates, task.resourceType)
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

function createHall(candidates: readonly Candidate[], type: ResourceType): Hall {
  const byTier: Record<Tier, Candidate[]> = { 1: [], 2: [], 3: [] }
  const loads: Record<Tier, bigint> = { 1: 0n, 2: 0n, 3: 0n }
  for (const candidate of candidates) {
    if (candidate.resourceType !== type) continue
    byTier[candidate.tier].push(candidate)
    loads[candidate.tier] += candidate.powerReserved
  }
  return { stands: { 1: createStand(byTier[1]), 2: createStand(byTier[2]), 3: createStand(byTier[3]) }, loads }
}

function assign({ stands, loads }: Hall, request: Request): Candidate | undefined {
  for (const tier of orderTiers(loads)) {
    const best = stands[tier].best(request)
    if (!best) continue
    reserve(best, request.requiredPower)
    loads[tier] += request.requiredPower
    return best.candidate
  }
  return undefined
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
