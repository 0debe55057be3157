import { expect, test } from 'vitest'
import { everybody, refusers } from './actors.ts'
import { BEGINNING } from './chains/chain.ts'
import { createCounters } from './counters.ts'
import { call } from './moves/move.ts'
import { playBlock, startPair } from './run.ts'

// Chance does not ask for each of them, and a contract that is no currency answers otherwise than no contract.

test('behavior: whatever is at an address, to accept it as a currency has the same outcome', async () => {
  const pair = await startPair(createCounters(), { evm: 'ethereumjs' })
  const { chain, twin, counters } = pair
  const { owner } = twin.state.access.escrowManager
  const silent = [...Object.values(chain.deployment.contracts), ...refusers]
  const addresses = [...new Set([...silent, ...everybody, chain.usdc])]
  const calls = addresses.map((currency) => call('escrowManager', 'setCurrency', owner, { currency, accepted: true }))
  await playBlock(pair, { time: BEGINNING, calls })
  const refused = (error: string) => counters.refused.get(error)?.get('escrowManager.setCurrency')
  expect(refused('Reverted')).toBe(silent.length)
  expect(refused('EscrowManager_InvalidCurrency')).toBe(addresses.length - silent.length - 1)
  expect(counters.accepted.get('escrowManager.setCurrency')).toBe(1)
})
