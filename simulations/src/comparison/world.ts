import { NodeStatus, TaskStatus } from '@aiigo/core'
import { type AuctionState, freshPower, type MarketState, type NodeState, type TaskState } from '@aiigo/protocol'
import type { Hex } from 'viem'
import type { Luck } from './luck.ts'

/** What a move can see: the market before its block, and when that block will be. */
export type World = {
  state: MarketState
  time: number
  luck: Luck
  usdc: Hex
  oracle: Hex
  nodes: readonly NodeState[]
  /** Those that may be given work, but for time and trust. */
  active: readonly NodeState[]
  /** By status, those of late. */
  tasks: Readonly<Record<TaskStatus, readonly TaskState[]>>
  /** Whose task is open. */
  auctions: readonly AuctionState[]
}

/** Of each status so many are kept in view, the newest: what is older has been through everything. */
const IN_VIEW = 40

export function viewWorld(place: Pick<World, 'state' | 'time' | 'luck' | 'usdc' | 'oracle'>): World {
  const { state, time } = place
  const nodes = [...state.nodes.values()]
  const tasks = tasksByStatus(state)
  const active = nodes.filter((node) => node.status === NodeStatus.Active && freshPower(state, node, time) > 0n)
  const open = tasks[TaskStatus.Open]
  const auctions = open.flatMap(({ taskId }) => state.auctions.get(taskId) ?? [])
  return { ...place, nodes, active, tasks, auctions }
}

function tasksByStatus(state: MarketState): World['tasks'] {
  const found: Record<number, TaskState[]> = {}
  for (const status of Object.values(TaskStatus)) found[status] = []
  const all = [...state.tasks.values()]
  for (let i = all.length - 1; i >= 0; i--) {
    const list = found[all[i]!.status]!
    if (list.length < IN_VIEW) list.push(all[i]!)
  }
  return found as Record<TaskStatus, TaskState[]>
}
