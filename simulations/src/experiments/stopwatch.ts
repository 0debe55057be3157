import { availableParallelism, cpus, totalmem } from 'node:os'

/** What the clock and the machine add to a run: timing.json, the only file that differs between two runs of one seed. */
export type Timing = {
  startedAt: string
  finishedAt: string
  /** Seconds of each phase, and of all together. */
  seconds: Record<string, number>
  machine: { cpu: string; cores: number; memoryGb: number; platform: string; node: string }
}

export type Stopwatch = ReturnType<typeof createStopwatch>

/** Measures the phases of a run. */
export function createStopwatch() {
  const startedAt = new Date()
  const seconds: Record<string, number> = {}
  const begin = performance.now()
  let lapBegin = begin
  return {
    /** Ends a phase. */
    lap(phase: string): void {
      const now = performance.now()
      seconds[phase] = round((now - lapBegin) / 1000)
      lapBegin = now
    },
    read(): Timing {
      return {
        startedAt: startedAt.toISOString(),
        finishedAt: new Date().toISOString(),
        seconds: { ...seconds, total: round((performance.now() - begin) / 1000) },
        machine: {
          cpu: cpus()[0]?.model ?? 'unknown',
          cores: availableParallelism(),
          memoryGb: round(totalmem() / 1e9),
          platform: `${process.platform} ${process.arch}`,
          node: process.version,
        },
      }
    },
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
