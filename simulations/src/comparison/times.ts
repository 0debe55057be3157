import { NodeStatus, TaskStatus } from '@aiigo/core'
import type { MarketState } from '@aiigo/protocol'
import type { Luck } from './luck.ts'

const DAY = 86_400

/** When the next block is: soon, later, or where a window ends, the second before it, and the second after. */
export function nextTime(state: MarketState, now: number, luck: Luck): number {
  if (luck.is(0.45)) return now + 1 + luck.below(30)
  if (luck.is(0.25)) return now + 1 + luck.below(3_600)
  if (luck.is(0.004)) return now + 1 + luck.below(20 * DAY)
  const ends = endsAfter(state, now).sort((a, b) => a - b)
  const end = ends[Math.min(luck.below(4), ends.length - 1)]
  return Math.max(now + 1, (end ?? now + 60) + luck.pick([-1, 0, 1, 1]))
}

/** Everything that ends by itself, as far as it is still to come. */
function endsAfter(state: MarketState, now: number): number[] {
  const ends: number[] = []
  const add = (time: number) => {
    if (time >= now && time < now + 40 * DAY) ends.push(time)
  }
  for (const task of state.tasks.values()) add(endOf(task))
  for (const { taskId, commitUntil, revealUntil, selectionUntil } of state.auctions.values()) {
    if (state.tasks.get(taskId)?.status === TaskStatus.Open)
      for (const end of [commitUntil, revealUntil, selectionUntil]) add(end)
  }
  for (const challenge of state.challenges.values()) add(challenge.deadline)
  for (const node of state.nodes.values()) {
    for (const end of [node.withdrawableFrom, node.heldUntil, node.banExecutableFrom]) add(end)
    if (node.status === NodeStatus.Active) add(node.provenAt + Number(state.parameters.proofValidity))
  }
  for (const { pausedUntil } of Object.values(state.access)) add(pausedUntil)
  return ends
}

type Task = MarketState['tasks'] extends Map<string, infer task> ? task : never

function endOf({ status, openUntil, startUntil, deadline, reviewUntil, disputeUntil }: Task): number {
  if (status === TaskStatus.Open) return openUntil
  if (status === TaskStatus.Assigned) return startUntil
  if (status === TaskStatus.InProgress) return deadline
  if (status === TaskStatus.Completed) return reviewUntil
  return status === TaskStatus.Disputed ? disputeUntil : 0
}
