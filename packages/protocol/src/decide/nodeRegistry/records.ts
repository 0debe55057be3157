import { parameters, roles } from '@aiigo/core'
import type { CommandArgs } from '../../generated/commands.ts'
import type { Address } from '../../hex.ts'
import { requireRole } from '../access.ts'
import type { Transaction } from '../transaction.ts'
import { MAX_REPUTATION } from '../trust.ts'
import { changeReputation, slashAtMost } from './changes.ts'
import { reviewTenthTask } from './outcomes.ts'
import { nodeOf } from './requirements.ts'

type Args = CommandArgs['nodeRegistry']

// What a marketplace may change of a node's record without a task.

export function updateReputation(tx: Transaction, { nodeId, delta }: Args['updateReputation'], sender: Address): void {
  requireRole(tx, 'nodeRegistry', roles.marketplace, sender)
  changeReputation(tx, nodeOf(tx, nodeId), boundedDelta(delta))
}

export function incrementTaskCount(tx: Transaction, { nodeId }: Args['incrementTaskCount'], sender: Address): void {
  requireRole(tx, 'nodeRegistry', roles.marketplace, sender)
  const node = nodeOf(tx, nodeId)
  const completed = node.totalTasksCompleted + 1
  tx.emit('nodeRegistry', 'NodeTaskCountIncremented', { nodeId, tasksCompleted: BigInt(completed) })
  reviewTenthTask(tx, node, completed, node.totalTasksFailed)
}

export function slashStake(tx: Transaction, { nodeId, amount }: Args['slashStake'], sender: Address): void {
  requireRole(tx, 'nodeRegistry', roles.marketplace, sender)
  slashAtMost(tx, nodeId, amount, parameters.timeoutSlashBps, 'marketplace')
}

/** No change is larger than from one end to the other; what is beyond it may be more than a number holds. */
function boundedDelta(delta: bigint): number {
  if (delta > MAX_REPUTATION) return MAX_REPUTATION
  return delta < -MAX_REPUTATION ? -MAX_REPUTATION : Number(delta)
}
