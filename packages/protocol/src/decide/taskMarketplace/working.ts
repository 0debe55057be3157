import { AssignmentMode, TaskStatus } from '@aiigo/core'
import type { CommandArgs } from '../../generated/commands.ts'
import { type Address, type Hex, NO_ID } from '../../hex.ts'
import type { TaskState } from '../../state.ts'
import { requireNotPaused } from '../access.ts'
import { asLogged } from '../byteLength.ts'
import { openTask } from '../nodeRegistry.ts'
import { refuse, type Transaction } from '../transaction.ts'
import { refuseUri } from './requirements.ts'
import {
  claimOf,
  isTooLong,
  requireNotExcluded,
  requireOpenWindow,
  requireProvider,
  requireStatus,
  taskOf,
} from './shared.ts'

// From a node that takes a task to its result.

type Args = CommandArgs['taskMarketplace']

export function acceptTask(tx: Transaction, { taskId, nodeId }: Args['acceptTask'], sender: Address): void {
  requireNotPaused(tx, 'taskMarketplace')
  const task = taskOf(tx, taskId)
  requireStatus(task, TaskStatus.Open)
  requireOpenWindow(tx, task)
  requireAddressee(task, nodeId)
  openTask(tx, { taskId, nodeId, claim: claimOf(task, sender) }, tx.state.deployment.taskMarketplace)
  requireNotExcluded(task, nodeId)
  tx.emit('taskMarketplace', 'TaskAssigned', { taskId, nodeId, startTime: BigInt(tx.context.time) })
}

export function startTask(tx: Transaction, { taskId }: Args['startTask'], sender: Address): void {
  const task = taskOf(tx, taskId)
  requireStatus(task, TaskStatus.Assigned)
  requireProvider(tx, task, sender)
  const { nodeId = NO_ID } = task
  tx.emit('taskMarketplace', 'TaskStarted', { taskId, nodeId, startedAt: BigInt(tx.context.time) })
}

export function submitResult(tx: Transaction, args: Args['submitResult'], sender: Address): void {
  const { taskId, resultHash, resultURI } = args
  const task = taskOf(tx, taskId)
  requireStatus(task, TaskStatus.InProgress)
  requireProvider(tx, task, sender)
  if (resultHash === NO_ID) refuse('TaskMarketplace_EmptyResult', { taskId })
  if (isTooLong(resultURI)) refuseUri(resultURI)
  tx.emit('taskMarketplace', 'TaskCompleted', { taskId, resultHash })
  tx.emit('taskMarketplace', 'ResultSubmitted', { taskId, resultURI: asLogged(resultURI) })
}

/** Who may take a task by itself: everybody, or the node that it is addressed to; a task that asks for bids nobody. */
function requireAddressee(task: TaskState, nodeId: Hex): void {
  const { taskId, mode, directNode = NO_ID } = task
  if (mode === AssignmentMode.Instant) return
  if (mode !== AssignmentMode.Direct) refuse('TaskMarketplace_WrongMode', { taskId, mode })
  if (nodeId !== directNode) refuse('TaskMarketplace_NotDirectNode', { taskId, nodeId, directNode })
}
