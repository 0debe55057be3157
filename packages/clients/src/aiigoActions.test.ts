import { startDeployedChain, testAccount } from '@aiigo/testing'
import { createClient, createWalletClient, http, parseEther } from 'viem'
import { expect, test } from 'vitest'
import * as actions from './actions/index.ts'
import { aiigoActions } from './aiigoActions.ts'

test('default', async () => {
  await using chain = await startDeployedChain()
  const transport = http(chain.anvil.url)
  const client = createWalletClient({ account: testAccount(4), chain: chain.chain, transport, pollingInterval: 50 })
  const market = client.extend(aiigoActions(chain.deployment))
  const value = parseEther('0.6')
  const hash = await market.registerNode({ resourceType: 0, metadataURI: 'ipfs://node', value })
  const { events } = await market.waitForEvents({ hash })
  expect(events.map(({ eventName }) => eventName)).toContain('NodeRegistered')
  expect(await market.getNodeCount({ resourceType: 0 })).toBe(1n)
})

test('behavior: it has every action, and what concerns events', () => {
  const deployment = { chainId: 1, contracts: {}, block: 0n } as Parameters<typeof aiigoActions>[0]
  const client = createClient({ transport: http('http://127.0.0.1:1') })
  const expected = [...Object.keys(actions), 'getEvents', 'waitForEvents', 'watchEvents']
  expect(Object.keys(aiigoActions(deployment)(client)).sort()).toEqual(expected.sort())
})

test('error: a deployment that is none', async () => {
  const client = createClient({ transport: http('http://127.0.0.1:1') })
  const market = client.extend(aiigoActions({ chainId: 1, contracts: {}, block: 0n } as never))
  await expect(market.getNodeCount({ resourceType: 0 })).rejects.toThrow(/deployment\.contracts\.nodeRegistry/)
})
