import { AssignmentMode, hashWords, TaskStatus } from '@aiigo/core'
import { matchTask } from '@aiigo/protocol'
import type { Address, Hex } from 'viem'
import { act, createMemory, type ScriptedTask, scriptedTask } from './acting.ts'
import { nextTime, type World } from './world.ts'

export type ProviderScript = {
  /** Whether to take a task that its node may take; asked once for each task and node. @default always */
  accept?: (task: ScriptedTask) => boolean
  /** What to hand in, asked once for each task that is running; undefined never delivers. @default a hash of the task's id */
  deliver?: (task: ScriptedTask) => { resultHash: Hex; resultURI: string } | undefined
}

const { Open, Assigned, InProgress } = TaskStatus

/** Does the first thing that there is to do, and says whether there was one. */
export function providerActor(world: World, owner: Address, script: ProviderScript): () => boolean {
  const { accept = () => true, deliver = deliverAnything } = script
  const isNew = createMemory()
  const steps: Record<number, (task: ScriptedTask) => boolean> = {
    [Open]: (task) => nodesFor(world, owner, task).some((nodeId) => take(task, nodeId)),
    [Assigned]: ({ taskId, provider }) => provider === owner && act(world, owner, 'startTask', [taskId]),
    [InProgress]: (task) => task.provider === owner && isNew(world.market, questionOf(task)) && handIn(task),
  }
  const take = (task: ScriptedTask, nodeId: Hex) =>
    isNew(world.market, `${questionOf(task)} ${nodeId}`) &&
    accept(task) &&
    act(world, owner, 'acceptTask', [task.taskId, nodeId])
  const handIn = (task: ScriptedTask) => {
    const result = deliver(task)
    return !!result && act(world, owner, 'submitResult', [task.taskId, result.resultHash, result.resultURI])
  }
  return () =>
    [...world.market.state.tasks.keys()].some((taskId) => {
      const task = scriptedTask(world, taskId)
      return task !== undefined && (steps[task.status]?.(task) ?? false)
    })
}

function nodesFor(world: World, owner: Address, { taskId, mode }: ScriptedTask): Hex[] {
  if (mode === AssignmentMode.SealedBid) return []
  const { state } = world.market
  const nodes = matchTask(state, taskId, nextTime(world)) ?? []
  return nodes.filter((nodeId) => state.nodes.get(nodeId)?.owner === owner)
}

/** Each attempt at a task is one to be asked about. */
function questionOf({ taskId, status, failedAttempts }: ScriptedTask): string {
  return `${taskId} ${status} ${failedAttempts}`
}

function deliverAnything({ taskId }: ScriptedTask) {
  return { resultHash: hashWords(taskId), resultURI: 'ipfs://result' }
}
