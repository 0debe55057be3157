import type { MarketEvent } from '@aiigo/protocol'
import type { Member, Members } from './members.ts'
import type { Tick } from './observation.ts'

type Job = { member: Member; power: bigint; since: number }

/** Tasks that nodes are working on: from the acceptance to the result, or to the end of the attempt. */
export type Work = Map<string, Job>

/** One tick of work; `seconds` is its length. */
export type Shift = { work: Work; members: Members; tick: Tick; seconds: number }

/**
 * Takes down what began, and adds to its member what ended.
 *
 * Within the tick, not at its end: a task of ten minutes would never be seen at the end of an hour.
 */
export function followWork(shift: Shift, event: MarketEvent): void {
  const { work, members, tick } = shift
  if (event.name === 'TaskAssigned') {
    const { taskId, nodeId } = event.args
    const member = members.byNode.get(nodeId)
    const power = tick.state.tasks.get(taskId)?.requiredPower ?? 0n
    if (member) work.set(taskId, { member, power, since: event.time })
  } else if (event.name === 'TaskCompleted' || event.name === 'TaskAttemptFailed') {
    const job = work.get(event.args.taskId)
    if (!job) return
    countJob(shift, job, event.time)
    work.delete(event.args.taskId)
  }
}

/** Adds to every member what it worked up to the end of the tick on what goes on. */
export function endShift(shift: Shift): void {
  for (const job of shift.work.values()) countJob(shift, job, Infinity)
}

function countJob({ tick: { time }, seconds }: Shift, { member, power, since }: Job, until: number): void {
  const worked = Math.max(0, Math.min(until, time + seconds) - Math.max(since, time))
  member.worked += power * BigInt(worked)
}
