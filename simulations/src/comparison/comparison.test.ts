import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decide, type MarketEvent, RefusedError } from '@aiigo/protocol'
import { expect, test } from 'vitest'
import { Difference } from './compare.ts'
import { createCounters } from './counters.ts'
import { readHistory, writeHistory } from './file.ts'
import { keepFailure } from './keep.ts'
import { missingIn, wronglyUnreachable } from './missing.ts'
import { playSteps, runHistory, startPair } from './run.ts'
import { shrink } from './shrink.ts'
import type { Decide } from './twin.ts'

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1)
const CALLS = 5_000

const counters = createCounters()

test('behavior: whatever is done to the contracts, the twin says the same', { timeout: 1_800_000 }, async () => {
  for (const seed of SEEDS) {
    const failure = await runHistory({ seed, calls: CALLS, counters })
    if (failure) expect.fail(`Seed ${seed}: ${await keepFailure(failure, 120_000)}`)
  }
  expect(counters.calls).toBeGreaterThanOrEqual(SEEDS.length * CALLS)
})

/** anvil draws what challenges are made of, so that no two runs are the same: the rarest of all may need a few histories more. */
const MORE_SEEDS = Array.from({ length: 20 }, (_, i) => SEEDS.length + i + 1)

// Of the histories above: it takes minutes to play them, and they are played once.
test('behavior: every function, error and status that there is', { timeout: 1_800_000 }, async () => {
  for (const seed of MORE_SEEDS) {
    if (missingIn(counters).length === 0) break
    const failure = await runHistory({ seed, calls: CALLS, counters })
    if (failure) expect.fail(`Seed ${seed}: ${await keepFailure(failure, 120_000)}`)
  }
  expect(missingIn(counters)).toEqual([])
  expect(wronglyUnreachable(counters)).toEqual([])
})

/** Changes what a twin decides, where it decides that. */
function broken(change: (events: readonly MarketEvent[]) => readonly MarketEvent[]): Decide {
  return (state, command, context) => {
    const decision = decide(state, command, context)
    return decision instanceof RefusedError ? decision : change(decision)
  }
}

function argument(name: string, change: (args: Record<string, unknown>) => Record<string, unknown>): Decide {
  return broken((events) =>
    events.map((event) =>
      event.name === name ? ({ ...event, args: { ...event.args, ...change(event.args) } } as MarketEvent) : event,
    ),
  )
}

const twins: [string, string, Decide][] = [
  [
    'an amount off by one',
    'EscrowDeposited',
    argument('EscrowDeposited', ({ amount }) => ({ amount: (amount as bigint) + 1n })),
  ],
  ['a reason of a word more', 'TaskDisputed', argument('TaskDisputed', ({ reason }) => ({ reason: `${reason}!` }))],
  [
    'an event left out',
    'StakeCooldownStarted',
    broken((events) => events.filter(({ name }) => name !== 'StakeCooldownStarted')),
  ],
  [
    'events in another order',
    'NodeRegistered',
    broken((events) => (events[0]?.name === 'NodeRegistered' ? [events[0], ...events.slice(1).reverse()] : events)),
  ],
  [
    'a check left out',
    'NodeRegistry_NotNodeOwner',
    (state, command, context) =>
      decide(
        state,
        command,
        command.name === 'updateMetadata'
          ? { ...context, sender: state.nodes.get(command.args.nodeId)?.owner ?? context.sender }
          : context,
      ),
  ],
  [
    'a window one second longer',
    'Over',
    (state, command, context) => {
      if (!patient.has(command.name)) return decide(state, command, context)
      const decision = decide(state, command, { ...context, time: context.time - 1 })
      // Only the window is wrong: what happens is said to have happened when it did.
      return decision instanceof RefusedError ? decision : decision.map((event) => ({ ...event, time: context.time }))
    },
  ],
]

/** Calls that may come when a window is over, and that say no time themselves. */
const patient = new Set<string>(['finalizeTask', 'expireTask', 'withdrawStake'])

test.each(twins)('error: a twin with %s is told from the contracts', { timeout: 600_000 }, async (_, word, decide) => {
  const failure = await runHistory({ seed: 1, calls: 100_000, counters: createCounters(), decide })
  expect(failure?.difference).toBeInstanceOf(Difference)
  expect(failure?.difference.message).toContain(word)
})

test('behavior: a history that fails is made short, kept, and fails again; not beside a twin that is right', {
  timeout: 600_000,
}, async () => {
  const decide = twins[0]![2]
  const failure = await runHistory({ seed: 2, calls: 1_000, counters: createCounters(), decide })
  const least = await shrink(failure!, 30_000, { decide })
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
