import { parameters, TaskOutcome } from '@aiigo/core'
import type { NodeState } from '../../state.ts'
import type { Transaction } from '../transaction.ts'
import { isReviewDue, REVIEW_MIN_TASKS } from '../trust.ts'
import { changeReputation, slash } from './changes.ts'

/** What a task's end means for the node: what it counts as, and what it costs or earns. */
export type Consequence = {
  completed: number
  failed: number
  reputation: number
  slashBps: bigint
  reason: string
}

const { timeoutSlashBps, disputeSlashBps } = parameters
const { reputationTaskVerified, reputationDisputeWon, reputationTaskTimedOut, reputationDisputeLost } = parameters

/** By TaskOutcome. An outcome that is appended has no consequences of another one by itself. */
export const consequences: readonly Consequence[] = Object.values({
  [TaskOutcome.Verified]: success(reputationTaskVerified),
  [TaskOutcome.TimedOut]: failure(timeoutSlashBps, reputationTaskTimedOut, 'task timed out'),
  [TaskOutcome.Abandoned]: failure(timeoutSlashBps, reputationTaskTimedOut, 'task abandoned'),
  [TaskOutcome.DisputeWon]: success(reputationDisputeWon),
  [TaskOutcome.DisputeLost]: failure(disputeSlashBps, reputationDisputeLost, 'dispute lost'),
  [TaskOutcome.Settled]: { completed: 0, failed: 0, reputation: 0, slashBps: 0n, reason: '' },
} satisfies { [outcome in TaskOutcome]: Consequence })

function success(reputation: bigint): Consequence {
  return { completed: 1, failed: 0, reputation: Number(reputation), slashBps: 0n, reason: '' }
}

function failure(slashBps: bigint, reputation: bigint, reason: string): Consequence {
  return { completed: 0, failed: 1, reputation: Number(reputation), slashBps, reason }
}

/** As `_recordSuccess`; the counts are those after it. */
export function recordSuccess(
  tx: Transaction,
  node: NodeState,
  reputation: number,
  completed: number,
  failed: number,
): void {
  changeReputation(tx, node, reputation)
  reviewTenthTask(tx, node, completed, failed)
}

/** As `_recordFailure`. */
export function recordFailure(
  tx: Transaction,
  node: NodeState,
  { slashBps, reputation, reason }: Consequence,
  completed: number,
  failed: number,
): void {
  slash(tx, node, slashBps, reason)
  changeReputation(tx, node, reputation)
  review(tx, node, completed, failed)
}

/** As `_reviewTenthTask`: a success flags nobody, but with the tenth task the share of failures begins to count. */
export function reviewTenthTask(tx: Transaction, node: NodeState, completed: number, failed: number): void {
  if (completed + failed === REVIEW_MIN_TASKS) review(tx, node, completed, failed)
}

function review(tx: Transaction, { nodeId, underReview }: NodeState, completed: number, failed: number): void {
  if (underReview || !isReviewDue(completed, failed)) return
  const args = { nodeId, tasksCompleted: BigInt(completed), tasksFailed: BigInt(failed) }
  tx.emit('nodeRegistry', 'NodeFlaggedForReview', args)
}
