import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { textOf } from './answer.ts'
import type { Mined } from './chains/chain.ts'
import { chains, type EvmName } from './chains/startChain.ts'
import { createCounters } from './counters.ts'
import { runHistory } from './run.ts'

/** A digest of each block: its place, its calls and what came of them. */
async function digestsOf(evm: EvmName, seed: number): Promise<string[]> {
  const digests: string[] = []
  const onMined = (mined: Mined) => {
    digests.push(createHash('sha256').update(textOf(mined)).digest('hex'))
  }
  const failure = await runHistory({ seed, calls: 600, counters: createCounters(), evm, onMined })
  expect(failure).toBeUndefined()
  return digests
}

test.each(Object.keys(chains) as EvmName[])(
  'behavior: on %s a seed is the same history every time, to the last hash',
  {
    timeout: 600_000,
  },
  async (evm) => {
    const first = await digestsOf(evm, 4_002)
    expect(first.length).toBeGreaterThan(8)
    expect(await digestsOf(evm, 4_002)).toEqual(first)
  },
)
