import { TaskStatus } from '@aiigo/core'
import type { Hex, MarketState, NodeState, TaskState } from '@aiigo/protocol'
import type { View } from '../../engine/view.ts'

/**
 * The tasks that a node works on, or whose results wait for the buyer.
 *
 * Those that it knows, or has just asked for, and that are the node's, are all of them when they are as many as the node has
 * open. Only when they are not, it looks among the market's.
 */
export class HeldTasks {
  private market: MarketState | undefined
  private held: readonly TaskState[] = []
  private asked: readonly Hex[] = []

  /** It has asked for these, in the order of posting; which of them it got shows when it looks the next time. */
  ask(taskIds: readonly Hex[]): void {
    this.asked = taskIds
  }

  /** In the order of posting. */
  of(view: View, { nodeId, openTasks }: NodeState): readonly TaskState[] {
    if (view.state !== this.market) this.held = []
    this.market = view.state
    if (this.held.some((task) => !isHeld(task, nodeId))) this.held = this.held.filter((task) => isHeld(task, nodeId))
    if (this.asked.length > 0) this.held = withNewer(this.held, this.got(view, nodeId))
    if (this.held.length !== openTasks) this.held = view.tasksOfNode(nodeId)
    return this.held
  }

  private got({ state }: View, nodeId: Hex): TaskState[] {
    const got: TaskState[] = []
    for (const taskId of this.asked) {
      const task = state.tasks.get(taskId)
      if (task && isHeld(task, nodeId)) got.push(task)
    }
    this.asked = []
    return got
  }
}

/** Only where the order is beyond doubt: a task that failed elsewhere may be older than those that a node has. */
function withNewer(held: readonly TaskState[], got: readonly TaskState[]): readonly TaskState[] {
  const last = held.at(-1)?.createdAt ?? Number.NEGATIVE_INFINITY
  return got.every(({ createdAt }) => createdAt > last) ? [...held, ...got] : held
}

function isHeld(task: TaskState, nodeId: Hex): boolean {
  const isOpen = task.status === TaskStatus.InProgress || task.status === TaskStatus.Completed
  return isOpen && task.nodeId === nodeId
}
