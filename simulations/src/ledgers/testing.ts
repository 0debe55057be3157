import { defineParameters, parseEth } from '@aiigo/core'
import { solve } from '@aiigo/pow'
import type { MarketEvent } from '@aiigo/protocol'
import { addressOf } from '../engine/address.ts'
import type { Command } from './commands.ts'
import type { Ledger } from './ledger.ts'

// Building blocks of the ledgers' tests: one provider, one buyer, and what they say.

export const START = Date.UTC(2026, 0, 5) / 1000
export const provider = addressOf('test/provider')
export const buyer = addressOf('test/buyer')
export const parameters = defineParameters({
  solutionsPerChallenge: 2,
  initialDifficulty: [8, 8, 8, 8, 8],
  smallestTaskEth: 0,
})

export const register: Command = {
  name: 'registerNode',
  from: provider,
  args: { resourceType: 0, metadataURI: 'sim:test' },
  value: parseEth('0.6'),
}

export const post = (maxPrice: bigint): Command => ({
  name: 'createTask',
  from: buyer,
  args: {
    resourceType: 0,
    requiredPower: 0n,
    duration: 3_600n,
    maxPrice,
    minTrustLevel: 1,
    specificationURI: 'sim:task',
  },
  value: maxPrice,
})

/** What a ledger answers to commands in one block, or to late ones, and what happens meanwhile. */
export async function act(ledger: Ledger, time: number | undefined, ...commands: Command[]) {
  const events: MarketEvent[] = []
  const listen = (event: MarketEvent) => void events.push(event)
  const answer = time === undefined ? ledger.submitLate(commands, listen) : ledger.submit(time, commands, listen)
  return { rejections: await answer, events }
}

/** Registers the provider's node and proves its power. */
export async function activate(ledger: Ledger, at: number) {
  await act(ledger, START, register)
  const [node] = ledger.state.nodes.values()
  await act(ledger, START + 60, { name: 'issueChallenge', from: provider, args: { nodeId: node!.nodeId } })
  const [challenge] = ledger.state.challenges.values()
  const { seed, difficulty, challengeId } = challenge!
  const { nonces } = (await solve({ seed, difficulty, count: 2, start: 1n, workers: 0 }))!
  await act(ledger, undefined, { name: 'submitSolutions', from: provider, args: { challengeId, nonces }, at })
  return node!
}
