import { TaskStatus } from '@aiigo/core'
import type { Candidate } from '@aiigo/matching'
import type { MarketState, NodeState, TaskState } from '@aiigo/protocol'
import { type Asks, createAsks } from './asks.ts'
import { createShelves } from './candidates/shelves.ts'
import { type Matches, matchTasks, type TaskDocument } from './matchmaker.ts'
import { type Offer, toCandidate } from './offers.ts'
import { createOwners, type Owners } from './owners.ts'

/** What every agent sees when it decides: the same for all of them. Nothing in it may be changed. */
export type View = {
  tick: number
  /** Unix seconds of the tick's block. */
  time: number
  /** Unix seconds of the next tick's block. */
  end: number
  state: MarketState
  nodeOf(owner: `0x${string}`): NodeState | undefined
  /** Tasks that have not ended, in the order of posting. */
  tasks: readonly TaskState[]
  tasksOfNode(nodeId: `0x${string}`): readonly TaskState[]
  tasksOfBuyer(buyer: `0x${string}`): readonly TaskState[]
  /** Nodes that are switched on, with what their owners ask. */
  candidates: readonly Candidate[]
  /** What they ask, sorted for whoever looks for a price. */
  asks: Asks
  /** What the platform's matching offers to whom in this tick. */
  matches: Matches
  /** All tasks that it offers to somebody. */
  offered: ReadonlySet<`0x${string}`>
}

export type ViewSource = {
  tick: number
  time: number
  end: number
  state: MarketState
  /** Of this state. @default looked up anew */
  owners?: Owners
  offers: readonly Offer[]
  documents: ReadonlyMap<string, TaskDocument>
}

/** Indexes the state once a round, so that no agent searches it. */
export function createView(source: ViewSource): View {
  const { tick, time, end, state, owners = createOwners(state), offers, documents } = source
  const tasks = liveTasks(state)
  const byNode = groupedBy(tasks, (task) => task.nodeId)
  const byBuyer = groupedBy(tasks, (task) => task.buyer)
  const candidates = offers.map((offer) => toCandidate(state, offer, time))
  const shelves = createShelves(candidates)
  const matches = candidates.length === 0 ? NOTHING : matchTasks(openTasks(tasks, time), shelves, documents)
  return {
    tick,
    time,
    end,
    state,
    tasks,
    candidates,
    asks: createAsks(candidates, shelves, (buyer) => owners(buyer) !== undefined),
    nodeOf: owners,
    tasksOfNode: byNode,
    tasksOfBuyer: byBuyer,
    matches,
    offered: new Set([...matches.values()].flat()),
  }
}

const NONE: readonly TaskState[] = []
const NOTHING: Matches = new Map()

function liveTasks({ tasks }: MarketState): TaskState[] {
  const live: TaskState[] = []
  for (const task of tasks.values()) if (isLive(task)) live.push(task)
  return live
}

function isLive({ status }: TaskState): boolean {
  return status !== TaskStatus.Verified && status !== TaskStatus.Cancelled && status !== TaskStatus.Failed
}

function openTasks(tasks: readonly TaskState[], time: number): TaskState[] {
  return tasks.filter((task) => task.status === TaskStatus.Open && task.openUntil >= time)
}

/** Groups them when somebody asks for the first time: in the second round of a tick nobody asks for a buyer's tasks. */
function groupedBy<K>(tasks: readonly TaskState[], keyOf: (task: TaskState) => K | undefined) {
  let groups: ReadonlyMap<K, TaskState[]> | undefined
  return (key: K): readonly TaskState[] => {
    groups ??= groupBy(tasks, keyOf)
    return groups.get(key) ?? NONE
  }
}

function groupBy<K, V>(values: readonly V[], keyOf: (value: V) => K | undefined): ReadonlyMap<K, V[]> {
  const groups = new Map<K, V[]>()
  for (const value of values) {
    const key = keyOf(value)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(value)
    else groups.set(key, [value])
  }
  return groups
}
