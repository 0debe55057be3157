import { Eligibility, NodeStatus, parameters } from '@aiigo/core'
import type { CommandArgs } from '../../generated/commands.ts'
import { type Address, type Hex, ETH as NOBODY } from '../../hex.ts'
import type { NodeState } from '../../state.ts'
import { refuse, type Transaction } from '../transaction.ts'
import { trustLevelOf } from '../trust.ts'
import { refuseIneligible } from './ineligible.ts'
import { hasPower } from './power.ts'

/** What a task asks of the node that takes it. */
export type TaskClaim = CommandArgs['nodeRegistry']['openTask']['claim']

const MAX_OPEN_TASKS = Number(parameters.maxOpenTasks)
const LAST_RESOURCE_TYPE = 4

/** As the view: whether the node may take the task, and who would have to ask for it. */
export function eligibilityOfOwner(
  tx: Transaction,
  nodeId: Hex,
  claim: TaskClaim,
): { reason: Eligibility; owner: Address } {
  const node = tx.state.nodes.get(nodeId)
  if (!node) return { reason: Eligibility.UnknownNode, owner: NOBODY }
  return { reason: eligibility(tx, node, claim, node.owner), owner: node.owner }
}

/** The node, if it may take the task. */
export function eligibleNode(tx: Transaction, nodeId: Hex, claim: TaskClaim): NodeState {
  const node = tx.state.nodes.get(nodeId)
  if (!node) refuse('NodeRegistry_UnknownNode', { nodeId })
  const reason = eligibility(tx, node, claim, claim.operator)
  if (reason !== Eligibility.Eligible) refuseIneligible(tx, node, claim, reason)
  return node
}

/** As `_eligibility`. */
function eligibility(tx: Transaction, node: NodeState, claim: TaskClaim, operator: Address): Eligibility {
  const { owner } = node
  if (node.status !== NodeStatus.Active) return Eligibility.NotActive
  if (node.underReview) return Eligibility.UnderReview
  if (node.banExecutableFrom !== 0) return Eligibility.Suspended
  if (tx.state.bannedOwners.has(owner)) return Eligibility.OwnerBanned
  if (owner !== operator) return Eligibility.NotOwner
  if (owner === claim.buyer) return Eligibility.OwnerIsBuyer
  // A number without a name is noticed where it is read.
  if (claim.resourceType > LAST_RESOURCE_TYPE) refuse('Reverted', {})
  if (node.resourceType !== claim.resourceType) return Eligibility.WrongResourceType
  return capacity(tx, node, claim)
}

function capacity(tx: Transaction, node: NodeState, claim: TaskClaim): Eligibility {
  const { state } = tx
  if (!hasPower(tx, node, claim.requiredPower)) return Eligibility.PowerTooLow
  if (node.stakedAmount < state.parameters.minimumStake) return Eligibility.StakeTooLow
  if (claim.minTrustLevel > 1 && trustLevelOf(state, node) < claim.minTrustLevel) return Eligibility.TrustLevelTooLow
  if (node.openTasks >= MAX_OPEN_TASKS) return Eligibility.AtCapacity
  return Eligibility.Eligible
}
