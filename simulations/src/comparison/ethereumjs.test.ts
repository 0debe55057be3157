import { expect, test } from 'vitest'
import { createCounters } from './counters.ts'
import { keepFailure } from './keep.ts'
import { runHistory } from './run.ts'

/** The other implementation of the machine: anvil is not the only judge of what the contracts do. */
const evm = 'ethereumjs'

/** Chance goes back early in it, and a second time. */
const SEED = 2

test('behavior: ethereumjs too carries out the contracts as the twin says', { timeout: 1_200_000 }, async () => {
  const counters = createCounters()
  const failure = await runHistory({ seed: SEED, calls: 3_000, counters, evm })
  if (failure) expect.fail(await keepFailure(failure, 120_000, { evm }))
  expect(counters.calls).toBeGreaterThanOrEqual(3_000)
  expect(counters.reached).toContain('reorganised')
  // Not one kind of call over and over.
  expect(counters.accepted.size).toBeGreaterThan(80)
  expect(counters.refused.size).toBeGreaterThan(80)
})
