import type { Candidate } from '@aiigo/matching'
import { freshPower, type MarketState, type NodeState, trustLevelOf } from '@aiigo/protocol'

/** What a provider announces off the chain while its machine is on. */
export type Offer = {
  /** Its node, as the market's state has it. */
  node: NodeState
  /** Wei. */
  pricePerHour: bigint
  region: string
  latencyMs: number
  /** Basis points of the time. */
  uptimeBps: number
}

/** A node as matching sees it: what the chain knows of it, and what its owner announces. */
export function toCandidate(state: MarketState, offer: Offer, time: number): Candidate {
  const { node } = offer
  return {
    nodeId: node.nodeId,
    pricePerHour: offer.pricePerHour,
    region: offer.region,
    latencyMs: offer.latencyMs,
    uptimeBps: offer.uptimeBps,
    owner: node.owner,
    resourceType: node.resourceType,
    status: node.status,
    suspended: false,
    flagged: node.underReview,
    power: freshPower(state, node, time),
    powerReserved: node.reservedPower,
    trustLevel: trustLevelOf(state, node),
    reputation: node.reputation,
    openTasks: node.openTasks,
    tier: node.tier,
  }
}
