import { NodeStatus, parameters } from '@aiigo/core'
import { type Candidate, platformSlaBps, type Request } from '@aiigo/matching'
import type { Shelf } from './shelves.ts'

// The filters of @aiigo/matching, apart: those that a tick's requests share, and those that only the amounts decide.

export const maxOpenTasks = Number(parameters.maxOpenTasks)

/** Whether a node takes tasks at all. */
export function isAvailable({ status, suspended, flagged, openTasks, power }: Candidate): boolean {
  return status === NodeStatus.Active && !suspended && !flagged && openTasks < maxOpenTasks && power > 0n
}

/** Whether a node of the right type is of the kind that a request asks for, whatever power and price. */
export function isOfKind(shelf: Shelf, i: number, { minTrustLevel, regions, minUptimeBps = 0 }: Request): boolean {
  if (shelf.trustLevel[i]! < levelOf(minTrustLevel) || shelf.uptimeBps[i]! < minUptimeBps) return false
  return regions === undefined || regions.includes(shelf.candidates[i]!.region)
}

/** Level 0 counts as 1: a node without a level may take no task. */
export function levelOf(minTrustLevel = 1): number {
  return Math.max(1, minTrustLevel)
}

/** The best uptime that a node may promise: 99.99 % and more only the platform's own. */
export function offeredUptimeBps({ tier, uptimeBps }: Candidate): number {
  return tier === 1 ? uptimeBps : Math.min(uptimeBps, platformSlaBps - 1)
}
