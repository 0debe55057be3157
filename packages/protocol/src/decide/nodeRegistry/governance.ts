import { NodeStatus, parameters, roles } from '@aiigo/core'
import type { CommandArgs } from '../../generated/commands.ts'
import type { Address } from '../../hex.ts'
import { requireOwner, requireRole } from '../access.ts'
import { refuse, type Transaction } from '../transaction.ts'
import { activate, emitStatus, slashAtMost, startCooldown } from './changes.ts'
import { nodeOf } from './requirements.ts'

type Args = CommandArgs['nodeRegistry']

const { Pending, Verified, Active, Inactive, Slashed, Rejected } = NodeStatus

export function updateNodeStatus(tx: Transaction, args: Args['updateNodeStatus'], sender: Address): void {
  const { nodeId } = args
  if (args.status > Rejected) refuse('Reverted', {})
  requireOwner(tx, 'nodeRegistry', sender)
  const node = nodeOf(tx, nodeId)
  const to = args.status as NodeStatus
  if (!isTransition(node.status, to)) refuse('NodeRegistry_InvalidTransition', { nodeId, from: node.status, to })
  if (to === Active) {
    activate(tx, node)
    return
  }
  emitStatus(tx, nodeId, node.status, to)
  if (to === Inactive || to === Slashed) startCooldown(tx, nodeId)
}

/** As `_isTransition`. */
function isTransition(from: NodeStatus, to: NodeStatus): boolean {
  if (from === Pending) return to === Verified || to === Rejected
  if (from === Verified) return to === Active || to === Rejected
  if (from === Active) return to === Inactive || to === Slashed
  if (from === Inactive) return to === Active || to === Slashed
  return false
}

const TIER_OWNED = 1
const TIER_COMMUNITY = 3

export function addTrustedNode(tx: Transaction, { nodeId }: Args['addTrustedNode'], sender: Address): void {
  setNodeTier(tx, { nodeId, tier: TIER_OWNED }, sender)
}

export function setNodeTier(tx: Transaction, { nodeId, tier }: Args['setNodeTier'], sender: Address): void {
  requireOwner(tx, 'nodeRegistry', sender)
  nodeOf(tx, nodeId)
  if (tier < TIER_OWNED || tier > TIER_COMMUNITY) refuse('NodeRegistry_InvalidTier', { tier })
  tx.emit('nodeRegistry', 'NodeTierUpdated', { nodeId, tier })
}

export function setPartnerSLA(tx: Transaction, { nodeId, signed }: Args['setPartnerSLA'], sender: Address): void {
  requireOwner(tx, 'nodeRegistry', sender)
  nodeOf(tx, nodeId)
  tx.emit('nodeRegistry', 'PartnerSLAUpdated', { nodeId, signed })
}

export function clearReview(tx: Transaction, { nodeId }: Args['clearReview'], sender: Address): void {
  requireRole(tx, 'nodeRegistry', roles.reviewer, sender)
  if (!nodeOf(tx, nodeId).underReview) refuse('NodeRegistry_NotUnderReview', { nodeId })
  tx.emit('nodeRegistry', 'NodeReviewCleared', { nodeId, reviewer: sender })
}

export function slashNode(tx: Transaction, { nodeId, amount }: Args['slashNode'], sender: Address): void {
  requireOwner(tx, 'nodeRegistry', sender)
  slashAtMost(tx, nodeId, amount, parameters.maxSlashBps, 'governance')
}
