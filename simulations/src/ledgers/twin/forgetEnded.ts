import { TaskStatus } from '@aiigo/core'
import type { MarketState } from '@aiigo/protocol'

/** Drops what nobody will ask for any more: a long run must not grow with its history. */
export function forgetEnded(state: MarketState): void {
  for (const [taskId, { status }] of state.tasks) {
    if (status !== TaskStatus.Verified && status !== TaskStatus.Cancelled && status !== TaskStatus.Failed) continue
    state.tasks.delete(taskId)
    state.escrows.delete(taskId)
    state.auctions.delete(taskId)
  }
  state.endedChallenges.clear()
}
