import { NodeStatus } from '@aiigo/core'
import type { Query } from './checkRequest.ts'
import type { Candidate } from './types.ts'

/**
 * The hard filters, in the order of their bits in a failure mask. A node is eligible when it fails none.
 *
 * - `resourceType`: the node is of the type asked for.
 * - `power`: there is verified power, and less what open tasks hold it is ≥ the power required.
 * - `trustLevel`: the node's level ≥ the level asked for (at least 1).
 * - `region`: the node's region is one of those asked for.
 * - `budget`: the asking price ≤ the maximum price, both per hour.
 * - `sla`: the uptime that the node may promise ({@link offeredUptimeBps}) ≥ the uptime asked for.
 * - `capacity`: fewer open tasks than a node may hold ({@link maxOpenTasks}).
 * - `exclusion`: none of {@link exclusionReasons}.
 */
export const criteria = [
  'resourceType',
  'power',
  'trustLevel',
  'region',
  'budget',
  'sla',
  'capacity',
  'exclusion',
] as const
export type Criterion = (typeof criteria)[number]

/** Why a node is excluded: not Active, suspended, flagged for review, the buyer's own, or it failed this task before. */
export const exclusionReasons = ['inactive', 'suspended', 'flagged', 'own', 'failed'] as const
export type ExclusionReason = (typeof exclusionReasons)[number]

/** From this uptime on (99.99 %) an SLA goes to the platform's own nodes: they alone guarantee it. */
export const platformSlaBps = 9_999

/** The best uptime that a node may promise: what it shows, but below 99.99 % unless it is the platform's own. */
export function offeredUptimeBps(candidate: Pick<Candidate, 'tier' | 'uptimeBps'>): number {
  return candidate.tier === 1 ? candidate.uptimeBps : Math.min(candidate.uptimeBps, platformSlaBps - 1)
}

/**
 * How many open tasks a node holds at most (the protocol fixes it). Not read from `parameters`, which a test compares it
 * with: one number is not worth the seventh of this package that all of them would be in a browser.
 */
export const maxOpenTasks = 10

/** Power that no open task holds; negative when the verified power fell below what is reserved. */
export function freePower(candidate: Pick<Candidate, 'power' | 'powerReserved'>): bigint {
  return candidate.power - candidate.powerReserved
}

/** The criteria that the node fails, bit i for `criteria[i]`; 0 is eligible. */
export function failureMask(query: Query, candidate: Candidate): number {
  return (
    bit(0, candidate.resourceType !== query.resourceType) |
    bit(1, candidate.power === 0n || freePower(candidate) < query.requiredPower) |
    bit(2, candidate.trustLevel < query.minTrustLevel) |
    bit(3, query.regions !== undefined && !query.regions.has(candidate.region)) |
    bit(4, candidate.pricePerHour > query.maxPricePerHour) |
    bit(5, offeredUptimeBps(candidate) < query.minUptimeBps) |
    bit(6, candidate.openTasks >= maxOpenTasks) |
    bit(7, exclusionMask(query, candidate) !== 0)
  )
}

/** The reasons for which the node is excluded, bit i for `exclusionReasons[i]`. */
export function exclusionMask(query: Query, candidate: Candidate): number {
  return (
    standingMask(candidate) |
    bit(3, candidate.owner.toLowerCase() === query.buyer) |
    bit(4, query.failedNodes.size > 0 && query.failedNodes.has(candidate.nodeId.toLowerCase()))
  )
}

/** The part of {@link exclusionMask} that is the same for every request. */
export function standingMask(candidate: Candidate): number {
  return bit(0, candidate.status !== NodeStatus.Active) | bit(1, candidate.suspended) | bit(2, candidate.flagged)
}

function bit(index: number, set: boolean): number {
  return set ? 1 << index : 0
}
