import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Difference } from './compare.ts'
import { createCounters } from './counters.ts'
import { readHistory, writeHistory } from './file.ts'
import { keepFailure } from './keep.ts'
import { playSteps, runHistory, startPair } from './run.ts'
import { shrink } from './shrink.ts'
import { wrongTwins } from './wrongTwins.ts'

const CALLS = 5_000

// As many as `npm test` has time for; everything.deep.test.ts plays twenty, and looks at whether they reach everything.
test.each([1, 2, 3])(
  'behavior: whatever is done to the contracts, the twin says the same: history %i',
  async (seed) => {
    const counters = createCounters()
    const failure = await runHistory({ seed, calls: CALLS, counters })
    if (failure) expect.fail(await keepFailure(failure, 120_000))
    expect(counters.calls).toBeGreaterThanOrEqual(CALLS)
  },
  600_000,
)

test.each(wrongTwins)(
  'error: a twin with %s is told from the contracts',
  { timeout: 600_000 },
  async (_, word, decide) => {
    const failure = await runHistory({ seed: 1, calls: 100_000, counters: createCounters(), decide })
    expect(failure?.difference).toBeInstanceOf(Difference)
    expect(failure?.difference.message).toContain(word)
  },
)

test('behavior: a history that fails is made short, kept, and fails again; not beside a twin that is right', {
  timeout: 600_000,
}, async () => {
  const decide = wrongTwins[0]![2]
  const failure = await runHistory({ seed: 2, calls: 1_000, counters: createCounters(), decide })
  // It takes seconds and ends by itself; a machine that is busy gets the time that it needs.
  const least = await shrink(failure!, 480_000, { decide })
  expect(least.steps.flatMap((step) => ('block' in step ? step.block.calls : [])).length).toBeLessThan(10)
  const path = join(mkdtempSync(join(tmpdir(), 'aiigo-comparison-')), 'history.json')
  await writeHistory(path, least.steps, least.difference.message)
  const { steps } = await readHistory(path)
  expect(steps).toEqual(least.steps)
  for (const [one, outcome] of [
    [decide, Difference],
    [undefined, undefined],
  ] as const) {
    const pair = await startPair(createCounters(), { decide: one })
    const seen = await playSteps(pair, steps).catch((error) => error)
    await pair.chain.stop()
    expect(seen?.constructor).toBe(outcome)
  }
})
