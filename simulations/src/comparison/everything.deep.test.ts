import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { addCounters, createCounters } from './counters.ts'
import { keepFailure } from './keep.ts'
import { missingIn, wronglyUnreachable } from './missing.ts'
import { type HistoryPlan, playSideBySide } from './sideBySide.ts'

// 100,000 calls, in minutes: `pnpm compare`, which CI runs.

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1)
const CALLS = 5_000

const counters = createCounters()

test('behavior: whatever is done to the contracts, the twin says the same', async () => {
  const plans = SEEDS.map((seed): HistoryPlan => ({ seed, calls: CALLS, evm: 'anvil' }))
  const failure = await playSideBySide(plans, availableParallelism(), (_, played) =>
    addCounters(counters, played.counters),
  )
  if (failure) expect.fail(await keepFailure(failure, 120_000))
  expect(counters.calls).toBeGreaterThanOrEqual(SEEDS.length * CALLS)
})

// Of the histories above: it takes minutes to play them, and they are played once. Where a change of the moves has made
// something too rare for them, the moves have to come to it more often, or the histories have to be more.
test('behavior: every function, error and status that there is', () => {
  expect(missingIn(counters)).toEqual([])
  expect(wronglyUnreachable(counters)).toEqual([])
})
