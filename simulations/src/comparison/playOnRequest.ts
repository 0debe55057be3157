import { createCounters } from './counters.ts'
import { type PairOptions, runHistory } from './run.ts'
import type { HistoryPlan, Played } from './sideBySide.ts'

/** Plays the histories that this process is given, one after the other. It ends with whoever gives them. */
export function playOnRequest(options: Pick<PairOptions, 'decide'> = {}): void {
  process.on('message', async ({ seed, calls, evm }: HistoryPlan) => {
    const counters = createCounters()
    const failure = await runHistory({ seed, calls, counters, evm, ...options })
    process.send?.({ counters, failure } satisfies Played)
  })
  process.on('disconnect', () => process.exit())
}
