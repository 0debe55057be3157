import { TaskStatus } from '@aiigo/core'
import type { NodeState, TaskState } from '@aiigo/protocol'
import type { Chance } from '../../engine/chance.ts'
import { roundUpToGrid } from '../../engine/clock.ts'
import { bernoulli, uniform } from '../../engine/distributions.ts'
import type { View } from '../../engine/view.ts'
import type { Command } from '../../ledgers/commands.ts'
import { type CommandList, joined, NOTHING } from './commandList.ts'
import { HeldTasks } from './heldTasks.ts'
import type { ProviderOptions } from './options.ts'

/** The part of its duration that a task really takes. */
const WORK_FROM = 0.6
const WORK_TO = 1

/** Of the tasks that fail, the share that is given up openly; the others are timed out. */
const OPEN_FAILURES = 0.5

/** When a task will be done, or how it will fail. */
type Plan = { taskId: string; startedAt: number; at: number; outcome: 'delivered' | 'abandoned' | 'silent' }

/** Takes tasks, and draws when and how each of them ends. */
export class Work {
  private readonly options: ProviderOptions
  private readonly luck: Chance
  private readonly tasks = new HeldTasks()
  /** As many as a node has open tasks: few enough to be looked through. */
  private plans: Plan[] = []

  constructor(options: ProviderOptions) {
    this.options = options
    this.luck = options.chance.split('work')
  }

  /** Takes what the matching offers. */
  accept(view: View, { nodeId }: NodeState): CommandList {
    const offered = view.matches.get(nodeId)
    if (!offered) return NOTHING
    this.tasks.ask(offered)
    const from = this.options.address
    return offered.map((taskId) => ({ name: 'acceptTask', from, args: { taskId, nodeId } }))
  }

  /** Hands in what is done in this tick; `isLate` is the round after the tick's block. */
  deliver(view: View, node: NodeState, isLate: boolean): CommandList {
    if (node.openTasks === 0 && this.plans.length === 0) return NOTHING
    const tasks = this.tasks.of(view, node)
    let commands = NOTHING
    let running = 0
    for (const task of tasks) {
      if (task.status !== TaskStatus.InProgress) continue
      running += 1
      const known = this.planOf(task)
      const isNow = isLate ? known.at > view.time && known.at < view.end : known.at <= view.time
      const command = isNow ? this.finish(task, known, isLate) : undefined
      if (command) commands = joined(commands, [command])
    }
    if (this.plans.length > running) this.plans = this.plans.filter((one) => tasks.some((task) => isOf(one, task)))
    return commands
  }

  private planOf(task: TaskState): Plan {
    for (const known of this.plans) if (isOf(known, task)) return known
    const made = this.plan(task)
    this.plans.push(made)
    return made
  }

  private plan({ taskId, startedAt, duration, deadline }: TaskState): Plan {
    const { failure, clock, resultGrid } = this.options
    const doneAt = startedAt + duration * uniform(this.luck, WORK_FROM, WORK_TO)
    const fails = bernoulli(this.luck, failure)
    const isOpen = bernoulli(this.luck, OPEN_FAILURES)
    const outcome = fails ? (isOpen ? 'abandoned' : 'silent') : 'delivered'
    // With the next tick's block where the task's time allows that; a block of its own costs the run more than it tells.
    const nextTick = roundUpToGrid(clock, doneAt, clock.tick)
    const at = nextTick <= deadline ? nextTick : roundUpToGrid(clock, doneAt, resultGrid)
    return { taskId, startedAt, at, outcome }
  }

  private finish({ taskId }: TaskState, { outcome, at }: Plan, isLate: boolean): Command | undefined {
    if (outcome === 'silent') return undefined
    const from = this.options.address
    const late = isLate ? { at } : {}
    if (outcome === 'abandoned') return { name: 'abandonTask', from, args: { taskId }, ...late }
    // Nobody looks at the result: 32 bytes that no other task has will do.
    const args = { taskId, resultHash: taskId, resultURI: `sim:${taskId}` }
    return { name: 'submitResult', from, args, ...late }
  }
}

/** Of this attempt: a task that failed and came back has a new one. */
function isOf({ taskId, startedAt }: Plan, task: TaskState): boolean {
  return taskId === task.taskId && startedAt === task.startedAt && task.status === TaskStatus.InProgress
}
