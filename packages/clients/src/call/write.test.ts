import { parameters, ResourceType } from '@aiigo/core'
import { type DeployedChain, type MarketClient, startDeployedChain, testAccount } from '@aiigo/testing'
import { createClient, http } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerNode } from '../actions/nodeRegistry/registerNode.ts'

let chain: DeployedChain
let provider: MarketClient
beforeAll(async () => {
  chain = await startDeployedChain()
  provider = chain.client(testAccount(4))
})
afterAll(() => chain.stop())

const value = parameters.registrationFee + parameters.minimumStake
const node = { resourceType: ResourceType.GPU, metadataURI: 'ipfs://node', value }

test('default', async () => {
  const hash = await provider.registerNode(node)
  const { receipt } = await provider.waitForEvents({ hash })
  expect(receipt.status).toBe('success')
})

test('behavior: the gas limit leaves room above what is used', async () => {
  const hash = await provider.registerNode(node)
  const { receipt } = await provider.waitForEvents({ hash })
  const { gas } = await provider.getTransaction({ hash })
  expect(gas).toBeGreaterThanOrEqual((receipt.gasUsed * 5n) / 4n)
})

test('args: gas and nonce', async () => {
  const nonce = await provider.getTransactionCount({ address: provider.account.address })
  const transaction = await provider.getTransaction({
    hash: await provider.registerNode({ ...node, gas: 777_777n, nonce }),
  })
  expect(transaction).toMatchObject({ gas: 777_777n, nonce })
})

test('args: another account than that of the client', async () => {
  const client = createClient({ chain: chain.chain, transport: http(chain.anvil.url) })
  const hash = await registerNode(client, chain.deployment, { ...node, account: testAccount(5) })
  expect((await provider.getTransaction({ hash })).from).toBe(testAccount(5).address.toLowerCase())
})

test('error: a nonce that was used', async () => {
  const error = await provider.registerNode({ ...node, nonce: 0 }).catch((error: unknown) => error)
  expect(error).toMatchObject({ name: 'RpcFaultError', kind: 'nonce', retryable: true })
})
