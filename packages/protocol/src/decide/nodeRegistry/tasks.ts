import { maxUint256, roles } from '@aiigo/core'
import type { CommandArgs } from '../../generated/commands.ts'
import type { Address, Hex } from '../../hex.ts'
import type { NodeState } from '../../state.ts'
import { requireRole } from '../access.ts'
import { refuse, type Transaction } from '../transaction.ts'
import { eligibleNode } from './eligibility.ts'
import { consequences, recordFailure, recordSuccess } from './outcomes.ts'
import { nodeOf } from './requirements.ts'

type Args = CommandArgs['nodeRegistry']

/** @returns which of its owner's nodes it is */
export function openTask(tx: Transaction, args: Args['openTask'], sender: Address): number {
  requireRole(tx, 'nodeRegistry', roles.marketplace, sender)
  const { taskId, nodeId, claim } = args
  const node = eligibleNode(tx, nodeId, claim)
  const power = claim.requiredPower
  const reservedPower = node.reservedPower + power
  const openTasks = BigInt(node.openTasks + 1)
  tx.emit('nodeRegistry', 'NodeTaskOpened', { nodeId, taskId, power, reservedPower, openTasks })
  return node.ownerNonce
}

const MAX_TIME = 2n ** 40n - 1n

export function holdForBid(tx: Transaction, args: Args['holdForBid'], sender: Address): void {
  requireRole(tx, 'nodeRegistry', roles.marketplace, sender)
  const { taskId, nodeId, claim, until } = args
  const node = eligibleNode(tx, nodeId, claim)
  if (until > MAX_TIME) refuse('SafeCastOverflowedUintDowncast', { bits: 40, value: until })
  const heldUntil = until > node.heldUntil ? until : BigInt(node.heldUntil)
  tx.emit('nodeRegistry', 'NodeHeldForBid', { nodeId, taskId, heldUntil })
}

export function closeTask(tx: Transaction, args: Args['closeTask'], sender: Address): void {
  const consequence = consequences[args.outcome] ?? refuse('Reverted', {})
  requireRole(tx, 'nodeRegistry', roles.marketplace, sender)
  const { taskId, nodeId, outcome, earnings } = args
  const node = workingNode(tx, nodeId)
  const reservedPower = node.reservedPower - args.power
  if (reservedPower < 0n || node.totalEarnings + earnings > maxUint256) refuse('Panic', { code: 0x11n })

  const completed = node.totalTasksCompleted + consequence.completed
  const failed = node.totalTasksFailed + consequence.failed
  if (consequence.failed !== 0) recordFailure(tx, node, consequence, completed, failed)
  else if (consequence.completed !== 0) {
    recordSuccess(tx, node, args.earnsReputation ? consequence.reputation : 0, completed, failed)
  }
  tx.emit('nodeRegistry', 'NodeTaskClosed', {
    nodeId,
    taskId,
    outcome,
    earnings,
    reservedPower,
    openTasks: BigInt(node.openTasks - 1),
    tasksCompleted: BigInt(completed),
    tasksFailed: BigInt(failed),
  })
}

function workingNode(tx: Transaction, nodeId: Hex): NodeState {
  const node = nodeOf(tx, nodeId)
  if (node.openTasks === 0) refuse('NodeRegistry_NoOpenTask', { nodeId })
  return node
}
