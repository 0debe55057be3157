import type { MarketEvent } from '@aiigo/protocol'
import type { Tick } from '../report/observation.ts'

/** How far a run is. */
export type Progress = {
  phase: 'preparing the chain' | 'running' | 'checking conservation' | 'writing the report'
  /** Ticks done, of how many. */
  tick: number
  ticks: number
  /** Unix seconds inside of the simulation. */
  time: number
  tasks: { posted: number; paid: number; failed: number }
  /** Wei that buyers have paid for verified tasks, the fee included. */
  volume: bigint
  /** Milliseconds since the first tick began; 0 before. */
  elapsedMs: number
}

export type ProgressCounter = {
  progress: Progress
  listen(event: MarketEvent): void
  /** A tick is over. */
  count(tick: Tick): void
  enter(phase: Progress['phase']): void
}

/** Counts what a person who waits wants to know. */
export function createProgress(ticks: number, report: (progress: Progress) => void): ProgressCounter {
  const tasks = { posted: 0, paid: 0, failed: 0 }
  const progress: Progress = { phase: 'preparing the chain', tick: 0, ticks, time: 0, tasks, volume: 0n, elapsedMs: 0 }
  let begin = performance.now()
  return {
    progress,
    enter(phase) {
      progress.phase = phase
      if (phase === 'running') begin = performance.now()
      report(progress)
    },
    listen({ name, args }) {
      if (name === 'TaskCreated') tasks.posted++
      else if (name === 'TaskFailed' || name === 'TaskCancelled') tasks.failed++
      else if (name === 'EscrowReleased') {
        tasks.paid++
        progress.volume += args.providerPayout + args.platformFee
      }
    },
    count({ tick, time }) {
      Object.assign(progress, { tick: tick + 1, time, elapsedMs: performance.now() - begin })
      report(progress)
    },
  }
}
