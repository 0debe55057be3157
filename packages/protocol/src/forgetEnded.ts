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
  let count = 0
  for (const [taskId, task] of state.tasks) {
    if (!hasEnded(task)) continue
    state.tasks.delete(taskId)
    state.escrows.delete(taskId)
    state.auctions.delete(taskId)
    count += 1
  }
  state.endedChallenges.clear()
  return count
}

function hasEnded({ status }: TaskState): boolean {
  return status === TaskStatus.Verified || status === TaskStatus.Cancelled || status === TaskStatus.Failed
}
