import type { MarketEvent } from '@aiigo/protocol'
import type { Observation } from './observation.ts'

type Job = { nodeId: string; power: bigint; since: number }

/** Tasks that nodes are working on: from the acceptance to the result, or to the end of the attempt. */
export type Work = Map<string, Job>

/**
 * Takes down what began and what ended in a tick.
 *
 * Within the tick, not at its end: a task of ten minutes would never be seen at the end of an hour.
 *
 * @param seconds length of the tick
 * @returns node → power that worked, on average over the tick, in 1e-18 TFLOPS
 */
export function followWork(work: Work, observation: Observation, seconds: number): Map<string, bigint> {
  const busy = new Map<string, bigint>()
  const [start, end] = [observation.time, observation.time + seconds]
  const count = ({ nodeId, power, since }: Job, until: number) => {
    const worked = Math.max(0, Math.min(until, end) - Math.max(since, start))
    busy.set(nodeId, (busy.get(nodeId) ?? 0n) + power * BigInt(worked))
  }
  for (const event of observation.events) followEvent(work, observation, event, count)
  for (const job of work.values()) count(job, end)
  for (const [nodeId, sum] of busy) busy.set(nodeId, sum / BigInt(seconds))
  return busy
}

type Count = (job: Job, until: number) => void

function followEvent(work: Work, { state }: Observation, event: MarketEvent, count: Count): void {
  if (event.name === 'TaskAssigned') {
    const { taskId, nodeId } = event.args
    const power = state.tasks.get(taskId)?.requiredPower ?? 0n
    work.set(taskId, { nodeId, power, since: event.time })
  } else if (event.name === 'TaskCompleted' || event.name === 'TaskAttemptFailed') {
    const job = work.get(event.args.taskId)
    if (!job) return
    count(job, event.time)
    work.delete(event.args.taskId)
  }
}
