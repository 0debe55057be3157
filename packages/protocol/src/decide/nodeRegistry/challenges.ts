import { NodeStatus, parameters, roles } from '@aiigo/core'
import type { CommandArgs } from '../../generated/commands.ts'
import type { Address, Hex } from '../../hex.ts'
import type { NodeState } from '../../state.ts'
import { requireRole } from '../access.ts'
import { refuse, type Transaction } from '../transaction.ts'
import { reputationAfterChallenge } from '../trust.ts'
import { changeReputation, emitStatus, setPower, setReputation } from './changes.ts'
import { nodeOf, requireNoOpenChallenge, requireNotEnded } from './requirements.ts'

type Args = CommandArgs['nodeRegistry']

const CHALLENGE_FAILED = Number(parameters.reputationChallengeFailed)

export function openChallenge(tx: Transaction, { nodeId }: Args['openChallenge'], sender: Address): NodeState {
  requireRole(tx, 'nodeRegistry', roles.verifier, sender)
  const node = nodeOf(tx, nodeId)
  requireNoOpenChallenge(node)
  requireNotEnded(node)
  tx.emit('nodeRegistry', 'NodeChallengeOpened', { nodeId })
  return node
}

export function passChallenge(tx: Transaction, { nodeId, power }: Args['passChallenge'], sender: Address): void {
  const node = closeChallenge(tx, nodeId, true, sender)
  setPower(tx, node, power, tx.context.time)
  setReputation(tx, node, reputationAfterChallenge(node.reputation))
  const isPending = node.status === NodeStatus.Pending
  if (isPending) emitStatus(tx, nodeId, NodeStatus.Pending, NodeStatus.Verified)
  if ((isPending || node.status === NodeStatus.Verified) && mayActivate(tx, node))
    emitStatus(tx, nodeId, NodeStatus.Verified, NodeStatus.Active)
}

export function failChallenge(tx: Transaction, { nodeId, power }: Args['failChallenge'], sender: Address): void {
  const node = closeChallenge(tx, nodeId, false, sender)
  setPower(tx, node, power, node.provenAt)
  changeReputation(tx, node, CHALLENGE_FAILED)
}

export function updateComputePower(tx: Transaction, args: Args['updateComputePower'], sender: Address): void {
  requireRole(tx, 'nodeRegistry', roles.verifier, sender)
  setPower(tx, nodeOf(tx, args.nodeId), args.power, tx.context.time)
}

function closeChallenge(tx: Transaction, nodeId: Hex, passed: boolean, sender: Address): NodeState {
  requireRole(tx, 'nodeRegistry', roles.verifier, sender)
  const node = nodeOf(tx, nodeId)
  if (!node.challengeOpen) refuse('NodeRegistry_NoOpenChallenge', { nodeId })
  tx.emit('nodeRegistry', 'NodeChallengeClosed', { nodeId, passed })
  return node
}

function mayActivate({ state }: Transaction, { owner, stakedAmount }: NodeState): boolean {
  return stakedAmount >= state.parameters.minimumStake && !state.bannedOwners.has(owner)
}
