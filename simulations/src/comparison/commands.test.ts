import { decide } from '@aiigo/protocol'
import fc from 'fast-check'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { BEGINNING } from './chains/chain.ts'
import { type Command, commandsOn } from './commands.ts'
import { compareBalances, readBalances } from './compare.ts'
import { createCounters } from './counters.ts'
import { openingBlocks } from './opening.ts'
import { createStage, lookAtEverything, type Pair, pastOf, startPair } from './run.ts'
import type { Decide } from './twin.ts'
import { wrongTwins } from './wrongTwins.ts'

let decideOne: Decide = decide
let pair: Pair
let begin: () => Promise<number>

// On ethereumjs: to go back to the beginning costs nothing there.
beforeAll(async () => {
  pair = await startPair(createCounters(), { evm: 'ethereumjs', decide: (...given) => decideOne(...given) })
  const stage = createStage(pair)
  for (const block of openingBlocks(pair.twin.state, BEGINNING)) await stage.play(block)
  const past = pastOf(pair.twin)
  let back = await pair.chain.snapshot()
  begin = async () => {
    await back()
    back = await pair.chain.snapshot()
    Object.assign(pair.twin, structuredClone(past))
    return stage.now()
  }
})

beforeEach(() => {
  decideOne = decide
})

async function play(commands: Iterable<Command>): Promise<void> {
  const now = await begin()
  const { twin, chain, before } = pair
  await fc.asyncModelRun(() => ({ model: { twin, now }, real: pair }), commands)
  const holders = [...twin.state.balances.values()].flatMap((one) => [...one.keys()])
  compareBalances(twin, before, await readBalances(chain, holders))
}

test('default', async () => {
  pair.counters = createCounters()
  await fc.assert(fc.asyncProperty(commandsOn(pair.chain), play), { seed: 1, numRuns: 50 })
  expect(pair.counters.calls).toBeGreaterThan(1_000)
  expect(pair.counters.accepted.size).toBeGreaterThan(50)
})

// To ask every view takes longer than to play: a few histories end with it.
test('behavior: where a history ends, every view answers the same', async () => {
  const look = async (commands: Iterable<Command>) => {
    await play(commands)
    await lookAtEverything(pair)
  }
  await fc.assert(fc.asyncProperty(commandsOn(pair.chain), look), { seed: 2, numRuns: 5 })
})

const [amount, , event, , , window] = wrongTwins

test.each([amount!, event!, window!])(
  'error: a twin with %s is found, in fewer than ten commands',
  async (_, word, wrong) => {
    decideOne = wrong
    const property = fc.asyncProperty(commandsOn(pair.chain), play)
    const { failed, counterexample, errorInstance } = await fc.check(property, { seed: 3, numRuns: 100 })
    expect(failed).toBe(true)
    expect((errorInstance as Error).message).toContain(word)
    const [least] = counterexample!
    expect([...least].length).toBeLessThan(10)
    // It fails for what is wrong with the twin.
    decideOne = decide
    await play(least)
  },
)
