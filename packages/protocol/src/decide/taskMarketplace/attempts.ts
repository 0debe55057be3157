import { AttemptFailure, TaskOutcome, TaskStatus } from '@aiigo/core'
import type { CommandArgs } from '../../generated/commands.ts'
import { type Address, NO_ID } from '../../hex.ts'
import type { TaskState } from '../../state.ts'
import { refund } from '../escrowManager.ts'
import { closeTask } from '../nodeRegistry.ts'
import { refuse, type Transaction } from '../transaction.ts'
import { requireProvider, requireStatus, taskOf } from './shared.ts'

// A node did not deliver: another one may try, or the money goes back.

type Args = CommandArgs['taskMarketplace']

export function abandonTask(tx: Transaction, { taskId }: Args['abandonTask'], sender: Address): void {
  const task = taskOf(tx, taskId)
  if (task.status !== TaskStatus.Assigned) requireStatus(task, TaskStatus.InProgress)
  requireProvider(tx, task, sender)
  failAttempt(tx, task, AttemptFailure.Abandoned, TaskOutcome.Abandoned)
}

export function timeoutTask(tx: Transaction, { taskId }: Args['timeoutTask']): void {
  const task = taskOf(tx, taskId)
  if (task.status === TaskStatus.Assigned) {
    if (tx.context.time <= task.startUntil)
      refuse('TaskMarketplace_StartWindowNotOver', { taskId, startUntil: BigInt(task.startUntil) })
  } else {
    requireStatus(task, TaskStatus.InProgress)
    if (tx.context.time <= task.deadline)
      refuse('TaskMarketplace_DeadlineNotOver', { taskId, deadline: BigInt(task.deadline) })
  }
  failAttempt(tx, task, AttemptFailure.TimedOut, TaskOutcome.TimedOut)
}

function failAttempt(tx: Transaction, task: TaskState, reason: AttemptFailure, outcome: TaskOutcome): void {
  const { taskId, nodeId = NO_ID, requiredPower: power, escrowAmount } = task
  const { taskMarketplace } = tx.state.deployment
  const failed = task.failedAttempts + 1
  const isUsedUp = failed >= task.attempts
  tx.emit('taskMarketplace', 'TaskAttemptFailed', { taskId, nodeId, reason, failedAttempts: BigInt(failed) })
  if (isUsedUp) tx.emit('taskMarketplace', 'TaskFailed', { taskId, refundAmount: escrowAmount })
  else reopen(tx, task)
  closeTask(tx, { taskId, nodeId, power, outcome, earnings: 0n, earnsReputation: false }, taskMarketplace)
  if (isUsedUp) refund(tx, { taskId }, taskMarketplace)
}

function reopen(tx: Transaction, { taskId, parameters }: TaskState): void {
  const openUntil = BigInt(tx.context.time) + parameters.openWindow
  tx.emit('taskMarketplace', 'TaskReopened', { taskId, openUntil })
}
