import { TaskStatus } from '@aiigo/core'
import type { MarketState, NodeState, TaskState } from '@aiigo/protocol'
import type { View } from '../../engine/view.ts'

/**
 * The tasks that a node works on, or whose results wait for the buyer.
 *
 * Those that it knows and that are still the node's are all of them when they are as many as the node has open. Only when
 * they are not, it looks among the market's.
 */
export class HeldTasks {
  private market: MarketState | undefined
  private held: readonly TaskState[] = []

  /** In the order of posting. */
  of(view: View, { nodeId, openTasks }: NodeState): readonly TaskState[] {
    if (view.state !== this.market) this.held = []
    this.market = view.state
    if (this.held.some((task) => !isHeld(task, nodeId))) this.held = this.held.filter((task) => isHeld(task, nodeId))
    if (this.held.length !== openTasks) this.held = view.tasksOfNode(nodeId)
    return this.held
  }
}

function isHeld(task: TaskState, nodeId: `0x${string}`): boolean {
  const isOpen = task.status === TaskStatus.InProgress || task.status === TaskStatus.Completed
  return isOpen && task.nodeId === nodeId
}
