import { AssignmentMode, TaskOutcome, TaskStatus } from '@aiigo/core'
import type { CommandArgs } from '../../generated/commands.ts'
import type { Address } from '../../hex.ts'
import type { TaskState } from '../../state.ts'
import { previewRelease, previewReleaseAt, refund, release, releaseAt } from '../escrowManager.ts'
import { refuse, type Transaction } from '../transaction.ts'
import { agreedAmount, buyersTask, closeTask, providerOf, requireStatus, taskOf } from './shared.ts'

// How a task ends that nobody disputes. Each is one rhythm: its own event, the registry, and last the escrow.

type Args = CommandArgs['taskMarketplace']

export function cancelTask(tx: Transaction, { taskId }: Args['cancelTask'], sender: Address): void {
  const task = buyersTask(tx, taskId, sender)
  requireStatus(task, TaskStatus.Open)
  if (task.mode === AssignmentMode.SealedBid) leaveAuction(tx, task)
  cancel(tx, task)
}

export function expireTask(tx: Transaction, { taskId }: Args['expireTask']): void {
  const task = taskOf(tx, taskId)
  requireStatus(task, TaskStatus.Open)
  if (tx.context.time <= task.openUntil)
    refuse('TaskMarketplace_OpenWindowNotOver', { taskId, openUntil: BigInt(task.openUntil) })
  cancel(tx, task)
}

export function approveResult(tx: Transaction, { taskId }: Args['approveResult'], sender: Address): void {
  const task = buyersTask(tx, taskId, sender)
  requireStatus(task, TaskStatus.Completed)
  verify(tx, task)
}

export function finalizeTask(tx: Transaction, { taskId }: Args['finalizeTask']): void {
  const task = taskOf(tx, taskId)
  requireStatus(task, TaskStatus.Completed)
  if (tx.context.time <= task.reviewUntil)
    refuse('TaskMarketplace_ReviewWindowNotOver', { taskId, reviewUntil: BigInt(task.reviewUntil) })
  verify(tx, task)
}

function verify(tx: Transaction, task: TaskState): void {
  const { taskId } = task
  const { taskMarketplace } = tx.state.deployment
  const isAgreed = task.mode === AssignmentMode.SealedBid
  const amount = isAgreed ? agreedAmount(task) : 0n
  const parts = isAgreed ? previewReleaseAt(tx.state, taskId, amount) : previewRelease(tx.state, taskId)
  tx.emit('taskMarketplace', 'TaskVerified', { taskId, payoutAmount: parts.providerPayout })
  closeTask(tx, task, TaskOutcome.Verified, parts.providerPayout, parts.platformFee)
  const provider = providerOf(tx, task)
  if (isAgreed) releaseAt(tx, { taskId, provider, agreedAmount: amount }, taskMarketplace)
  else release(tx, { taskId, provider }, taskMarketplace)
}

function cancel(tx: Transaction, { taskId, escrowAmount }: TaskState): void {
  tx.emit('taskMarketplace', 'TaskCancelled', { taskId, refundAmount: escrowAmount })
  refund(tx, { taskId }, tx.state.deployment.taskMarketplace)
}

/** Who cancels before bids could be revealed takes the duty to reveal from everybody. */
function leaveAuction(tx: Transaction, { taskId }: TaskState): void {
  const auction = tx.state.auctions.get(taskId)
  if (!auction) return
  const round = BigInt(auction.round)
  if (auction.bestNode !== undefined) refuse('TaskMarketplace_BidsRevealed', { taskId, round })
  // Between two rounds it is zero, and so has passed.
  if (tx.context.time <= auction.revealUntil) tx.emit('taskMarketplace', 'AuctionRoundVoided', { taskId, round })
}
