import { TaskStatus } from '@aiigo/core'
import type { NodeState, TaskState } from '@aiigo/protocol'
import { roundUpToGrid } from '../../engine/clock.ts'
import { bernoulli, uniform } from '../../engine/distributions.ts'
import type { View } from '../../engine/view.ts'
import type { Command } from '../../ledgers/commands.ts'
import { type CommandList, joined, NOTHING } from './commandList.ts'
import { createHeldTasks } from './heldTasks.ts'
import type { ProviderOptions } from './options.ts'

/** The part of its duration that a task really takes. */
const WORK_FROM = 0.6
const WORK_TO = 1

/** Of the tasks that fail, the share that is given up openly; the others are timed out. */
const OPEN_FAILURES = 0.5

/** When a task will be done, or how it will fail. */
type Plan = { taskId: string; startedAt: number; at: number; outcome: 'delivered' | 'abandoned' | 'silent' }

export type Work = {
  /** Takes what the matching offers. */
  accept(view: View, node: NodeState): CommandList
  /** Hands in what is done in this tick; `isLate` is the round after the tick's block. */
  deliver(view: View, node: NodeState, isLate: boolean): CommandList
}

export function createWork({ address, failure, clock, resultGrid, chance }: ProviderOptions): Work {
  const luck = chance.split('work')
  const tasksOf = createHeldTasks()
  /** As many as a node has open tasks: few enough to be looked through. */
  let plans: Plan[] = []

  function plan({ taskId, startedAt, duration, deadline }: TaskState): Plan {
    const doneAt = startedAt + duration * uniform(luck, WORK_FROM, WORK_TO)
    const fails = bernoulli(luck, failure)
    const isOpen = bernoulli(luck, OPEN_FAILURES)
    const outcome = fails ? (isOpen ? 'abandoned' : 'silent') : 'delivered'
    // With the next tick's block where the task's time allows that; a block of its own costs the run more than it tells.
    const nextTick = roundUpToGrid(clock, doneAt, clock.tick)
    const at = nextTick <= deadline ? nextTick : roundUpToGrid(clock, doneAt, resultGrid)
    return { taskId, startedAt, at, outcome }
  }

  function planOf(task: TaskState): Plan {
    for (const known of plans) if (isOf(known, task)) return known
    const made = plan(task)
    plans.push(made)
    return made
  }

  function finish({ taskId }: TaskState, { outcome, at }: Plan, isLate: boolean): Command | undefined {
    if (outcome === 'silent') return undefined
    const late = isLate ? { at } : {}
    if (outcome === 'abandoned') return { name: 'abandonTask', from: address, args: { taskId }, ...late }
    // Nobody looks at the result: 32 bytes that no other task has will do.
    const args = { taskId, resultHash: taskId, resultURI: `sim:${taskId}` }
    return { name: 'submitResult', from: address, args, ...late }
  }

  return {
    accept(view, node) {
      const { nodeId } = node
      const offered = view.matches.get(nodeId)
      return !offered
        ? NOTHING
        : offered.map((taskId) => ({ name: 'acceptTask', from: address, args: { taskId, nodeId } }))
    },

    deliver(view, node, isLate) {
      if (node.openTasks === 0 && plans.length === 0) return NOTHING
      const tasks = tasksOf(view, node)
      let commands = NOTHING
      let running = 0
      for (const task of tasks) {
        if (task.status !== TaskStatus.InProgress) continue
        running += 1
        const known = planOf(task)
        const isNow = isLate ? known.at > view.time && known.at < view.end : known.at <= view.time
        const command = isNow ? finish(task, known, isLate) : undefined
        if (command) commands = joined(commands, [command])
      }
      if (plans.length > running) plans = plans.filter((one) => tasks.some((task) => isOf(one, task)))
      return commands
    },
  }
}

/** Of this attempt: a task that failed and came back has a new one. */
function isOf({ taskId, startedAt }: Plan, task: TaskState): boolean {
  return taskId === task.taskId && startedAt === task.startedAt && task.status === TaskStatus.InProgress
}
