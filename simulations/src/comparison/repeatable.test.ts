import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { textOf } from './answer.ts'
import type { Mined } from './chains/chain.ts'
import { chains, type EvmName } from './chains/startChain.ts'
import { createCounters } from './counters.ts'
import { runHistory, startPair } from './run.ts'

/** Chance goes back after four blocks in it: the calls are few, and most seeds do so later. */
const SEED = 13

/** A digest of each block, also of those that are taken back: its place, its calls and what came of them. */
async function digestsOf(evm: EvmName): Promise<string[]> {
  const counters = createCounters()
  const digests: string[] = []
  const onMined = (mined: Mined) => {
    digests.push(createHash('sha256').update(textOf(mined)).digest('hex'))
  }
  const failure = await runHistory({ seed: SEED, calls: 1_000, counters, evm, onMined })
  expect(failure).toBeUndefined()
  expect(counters.reached).toContain('reorganised')
  return digests
}

test.each(Object.keys(chains) as EvmName[])(
  'behavior: on %s a seed is the same history every time, to the last hash',
  {
    timeout: 600_000,
  },
  async (evm) => {
    const first = await digestsOf(evm)
    expect(first.length).toBeGreaterThan(8)
    expect(await digestsOf(evm)).toEqual(first)
  },
)

test('behavior: the market is at the same addresses on both, so that a history of one can be replayed on the other', async () => {
  const [on, other] = [await placeOn('anvil'), await placeOn('ethereumjs')]
  expect(other).toEqual(on)
})

async function placeOn(evm: EvmName) {
  const { chain } = await startPair(createCounters(), { evm })
  await chain.stop()
  return { deployment: chain.deployment, usdc: chain.usdc }
}
