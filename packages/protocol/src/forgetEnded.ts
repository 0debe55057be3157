import { TaskStatus } from '@aiigo/core'
import type { MarketState, TaskState } from './state.ts'

/**
 * Drops what has ended: tasks with their escrows and bids, and how challenges ended. Money, credits, counts, nodes and
 * everything that is under way stay, so that a market's memory is linear in what lives in it and not in its history.
 *
 * What is given up: views and commands know nothing of a forgotten task any more (`UnknownTask` where the contracts say
 * `WrongStatus`), a salt that was used for it can be used again, and a challenge that ended is as one that never was.
 * Whoever has to tell the two apart keeps everything.
 *
 * It changes `state` in place, as {@link evolve} does.
 *
 * @returns how many tasks were dropped
 * @example if (tick % 24 === 0) forgetEnded(state)
 */
export function forgetEnded(state: MarketState): number {
  const before = state.tasks.size
  for (const task of state.tasks.values()) if (hasEnded(task)) forget(state, task)
  state.endedChallenges.clear()
  return before - state.tasks.size
}

function forget({ tasks, escrows, auctions }: MarketState, { taskId }: TaskState): void {
  tasks.delete(taskId)
  escrows.delete(taskId)
  auctions.delete(taskId)
}

function hasEnded({ status }: TaskState): boolean {
  return status === TaskStatus.Verified || status === TaskStatus.Cancelled || status === TaskStatus.Failed
}
