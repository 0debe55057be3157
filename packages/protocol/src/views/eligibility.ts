import { Eligibility, NodeStatus, parameters } from '@aiigo/core'
import { trustLevelOf } from '../decide/trust.ts'
import { type Address, ETH, type Hex } from '../hex.ts'
import type { MarketState, NodeState } from '../state.ts'
import { freshPower } from './power.ts'

/** What the registry has to know of a task to judge whether a node may take it. Power in 1e-18 TFLOPS. */
export type TaskClaim = {
  operator: Address
  buyer: Address
  resourceType: number
  minTrustLevel: number
  requiredPower: bigint
}

/** `eligibility` at `time` (Unix seconds): why a node may not take a task, or that it may. */
export function getEligibility(state: MarketState, nodeId: Hex, claim: TaskClaim, time: number): Eligibility {
  return eligibilityOf(state, state.nodes.get(nodeId), claim, claim.operator, time)
}

/** `eligibilityOfOwner` at `time` (Unix seconds): the same where the node's owner is the one who asks, and who that is. */
export function getEligibilityOfOwner(
  state: MarketState,
  nodeId: Hex,
  claim: TaskClaim,
  time: number,
): readonly [reason: Eligibility, owner: Address] {
  const node = state.nodes.get(nodeId)
  const owner = node?.owner ?? ETH
  return [eligibilityOf(state, node, claim, owner, time), owner]
}

/** The order of the checks is part of the interface. */
function eligibilityOf(
  state: MarketState,
  node: NodeState | undefined,
  claim: TaskClaim,
  operator: Address,
  time: number,
): Eligibility {
  if (!node) return Eligibility.UnknownNode
  if (node.status !== NodeStatus.Active) return Eligibility.NotActive
  if (node.underReview) return Eligibility.UnderReview
  if (node.banExecutableFrom !== 0) return Eligibility.Suspended
  if (state.bannedOwners.has(node.owner)) return Eligibility.OwnerBanned
  if (node.owner !== operator) return Eligibility.NotOwner
  if (node.owner === claim.buyer) return Eligibility.OwnerIsBuyer
  if (node.resourceType !== claim.resourceType) return Eligibility.WrongResourceType
  if (!hasPower(state, node, claim.requiredPower, time)) return Eligibility.PowerTooLow
  if (node.stakedAmount < state.parameters.minimumStake) return Eligibility.StakeTooLow
  if (trustLevelOf(state, node) < claim.minTrustLevel) return Eligibility.TrustLevelTooLow
  if (node.openTasks >= parameters.maxOpenTasks) return Eligibility.AtCapacity
  return Eligibility.Eligible
}

/** A node without fresh power takes no task, not even one that asks for none. */
function hasPower(state: MarketState, node: NodeState, required: bigint, time: number): boolean {
  const fresh = freshPower(state, node, time)
  return fresh !== 0n && node.reservedPower + required <= fresh
}
