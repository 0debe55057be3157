import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { textOf } from './answer.ts'
import type { Mined } from './chains/chain.ts'
import { createCounters } from './counters.ts'
import { keepFailure } from './keep.ts'
import { runHistory } from './run.ts'

/** The other implementation of the machine: anvil is not the only judge of what the contracts do. */
const evm = 'ethereumjs'

test('behavior: ethereumjs too carries out the contracts as the twin says', { timeout: 1_200_000 }, async () => {
  const counters = createCounters()
  const failure = await runHistory({ seed: 4_001, calls: 3_000, counters, evm })
  if (failure) expect.fail(await keepFailure(failure, 120_000, { evm }))
  expect(counters.calls).toBeGreaterThanOrEqual(3_000)
  // Not one kind of call over and over.
  expect(counters.accepted.size).toBeGreaterThan(80)
  expect(counters.refused.size).toBeGreaterThan(80)
})

/** A digest of each block: its place, its calls and what came of them. */
async function digestsOf(seed: number): Promise<string[]> {
  const digests: string[] = []
  const onMined = (mined: Mined) => {
    digests.push(createHash('sha256').update(textOf(mined)).digest('hex'))
  }
  const failure = await runHistory({ seed, calls: 600, counters: createCounters(), evm, onMined })
  expect(failure).toBeUndefined()
  return digests
}

test('behavior: a seed is the same history every time, to the last hash', { timeout: 600_000 }, async () => {
  const first = await digestsOf(4_002)
  expect(first.length).toBeGreaterThan(8)
  expect(await digestsOf(4_002)).toEqual(first)
})
