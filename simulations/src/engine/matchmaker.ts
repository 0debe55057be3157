import type { ResourceType } from '@aiigo/core'
import { type Candidate, createIndex, orderTiers, type Request, type Tier, tierLoads } from '@aiigo/matching'
import type { TaskState } from '@aiigo/protocol'

/** What a task asks for beyond what the chain knows of it: the document behind its specification URI. */
export type TaskDocument = {
  region?: string | undefined
  /** Basis points of the time. */
  minUptimeBps: number
}

/** Which tasks each node is offered, by node id, in the order in which it should take them. */
export type Matches = ReadonlyMap<`0x${string}`, readonly `0x${string}`[]>

/**
 * The platform's matching: every open task, oldest first, is offered to the best node that is free. A node that is
 * offered a task counts as that much busier for the next one.
 */
export function matchTasks(
  tasks: readonly TaskState[],
  candidates: readonly Candidate[],
  documents: ReadonlyMap<string, TaskDocument>,
): Matches {
  const matches = new Map<`0x${string}`, `0x${string}`[]>()
  if (tasks.length === 0) return matches
  const index = createIndex(candidates)
  const known = new Map(candidates.map((candidate) => [candidate.nodeId, candidate]))
  const loads = new Map<ResourceType, Record<Tier, bigint>>()
  for (const task of tasks) {
    const load = loads.get(task.resourceType) ?? tierLoads(candidates, task.resourceType)
    loads.set(task.resourceType, load)
    const request = toRequest(task, documents.get(task.specificationURI))
    const [best] = index.rank(request, { limit: 1, tierOrder: orderTiers(load) })
    if (!best) continue
    matches.set(best.nodeId, [...(matches.get(best.nodeId) ?? []), task.taskId])
    const busier = reserve(known.get(best.nodeId)!, task.requiredPower)
    known.set(best.nodeId, busier)
    index.upsert(busier)
    load[busier.tier] += task.requiredPower
  }
  return matches
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

function reserve(candidate: Candidate, power: bigint): Candidate {
  return { ...candidate, powerReserved: candidate.powerReserved + power, openTasks: candidate.openTasks + 1 }
}
