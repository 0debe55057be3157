import { TaskStatus } from '@aiigo/core'
import type { MarketState, NodeState, TaskState } from '@aiigo/protocol'
import type { View } from '../../engine/view.ts'

/** The tasks that a node works on, or whose results wait for the buyer, in the order of posting. */
export type HeldTasks = (view: View, node: NodeState) => readonly TaskState[]

/**
 * Remembers them: those that it knows and that are still the node's are all of them when they are as many as the node has
 * open. Only when they are not, it looks among the market's.
 */
export function createHeldTasks(): HeldTasks {
  let market: MarketState | undefined
  let held: readonly TaskState[] = []
  return (view, { nodeId, openTasks }) => {
    if (view.state !== market) held = []
    market = view.state
    if (held.some((task) => !isHeld(task, nodeId))) held = held.filter((task) => isHeld(task, nodeId))
    if (held.length !== openTasks) held = view.tasksOfNode(nodeId)
    return held
  }
}

function isHeld(task: TaskState, nodeId: `0x${string}`): boolean {
  const isOpen = task.status === TaskStatus.InProgress || task.status === TaskStatus.Completed
  return isOpen && task.nodeId === nodeId
}
