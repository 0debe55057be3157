import { parameters, ResourceType } from '@aiigo/core'
import { type DeployedChain, type MarketClient, startDeployedChain, testAccount } from '@aiigo/testing'
import { createTestClient, http } from 'viem'
import { writeContract } from 'viem/actions'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ProtocolError } from '../errors/decodeError.ts'
import { nodeRegistryAbi } from '../generated/abis.ts'
import { type EncodedLog, type MarketEvent, parseEvents } from './parseEvents.ts'
import { TransactionRevertedError } from './waitForEvents.ts'

let chain: DeployedChain
let provider: MarketClient
beforeAll(async () => {
  chain = await startDeployedChain()
})
afterAll(() => chain.stop())
beforeEach(() => {
  provider = chain.client(testAccount(4))
})

const value = parameters.registrationFee + parameters.minimumStake
const node = { resourceType: ResourceType.GPU, metadataURI: 'ipfs://node', value }

test('default', async () => {
  const { events, receipt } = await provider.waitForEvents({ hash: await provider.registerNode(node) })
  expect(events.map(({ contract, eventName }) => `${contract}.${eventName}`)).toEqual([
    ...['nodeRegistry.NodeRegistered', 'nodeRegistry.NodeSpecified'],
    ...['nodeRegistry.NodeMetadataUpdated', 'nodeRegistry.StakeDeposited'],
  ])
  const [registered] = events
  if (registered?.eventName !== 'NodeRegistered') throw new Error('another event')
  // The type knows these by the name of the event.
  expect(registered.args.owner).toBe(provider.account.address)
  expect(registered.args.resourceType).toBe(ResourceType.GPU)
  expect(registered.blockNumber).toBe(receipt.blockNumber)
})

test('behavior: the log from the deployment on begins with the parameters', async () => {
  const events = await provider.getEvents()
  const names = events.map(({ eventName }) => eventName)
  expect(names).toContain('NodeRegistryParametersUpdated')
  expect(names).toContain('TaskMarketplaceParametersUpdated')
  const updated = events.find(({ eventName }) => eventName === 'NodeRegistryParametersUpdated') as Extract<
    MarketEvent,
    { eventName: 'NodeRegistryParametersUpdated' }
  >
  expect(updated.args.parameters.minimumStake).toBe(parameters.minimumStake)
})

test('args: a range of blocks', async () => {
  const { receipt } = await provider.waitForEvents({ hash: await provider.registerNode(node) })
  const { blockNumber } = receipt
  const events = await provider.getEvents({ fromBlock: blockNumber, toBlock: blockNumber })
  expect(events).toHaveLength(4)
})

test('behavior: logs of others, and events that nobody knows, are left out', () => {
  const { nodeRegistry } = chain.deployment.contracts
  const unknown: EncodedLog = { address: nodeRegistry, data: '0x', topics: [`0x${'12'.repeat(32)}`] }
  const anonymous: EncodedLog = { address: nodeRegistry, data: '0x', topics: [] }
  const foreign: EncodedLog = { ...unknown, address: `0x${'11'.repeat(20)}` }
  expect(parseEvents(chain.deployment, [unknown, anonymous, foreign])).toEqual([])
})

test('behavior: watching announces what comes, until it is ended', async () => {
  const seen: string[] = []
  const unwatch = provider.watchEvents({ onEvents: (events) => seen.push(...events.map((e) => e.eventName)) })
  // The first look only remembers where the chain is.
  await new Promise((resolve) => setTimeout(resolve, 200))
  await provider.waitForEvents({ hash: await provider.registerNode(node) })
  await expect.poll(() => seen).toContain('NodeRegistered')
  unwatch()
  seen.length = 0
  await provider.waitForEvents({ hash: await provider.registerNode(node) })
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(seen).toEqual([])
})

test('args: an aborted signal ends the watching and the waiting', async () => {
  const abort = new AbortController()
  const seen: MarketEvent[] = []
  provider.watchEvents({ onEvents: (events) => seen.push(...events), signal: abort.signal })
  abort.abort(new Error('enough'))
  const hash = await provider.registerNode(node)
  await expect(provider.waitForEvents({ hash, signal: abort.signal })).rejects.toThrow('enough')
  await expect(provider.getEvents({ signal: abort.signal })).rejects.toThrow('enough')
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(seen).toEqual([])
})

test('error: a transaction that fails in its block says why', async () => {
  const miner = createTestClient({ mode: 'anvil', chain: chain.chain, transport: http(chain.anvil.url) })
  const owner = chain.client(chain.owner)
  await miner.setAutomine(false)
  // Both are simulated on the same state, and the pause comes first in the block. (An estimate would see it pending.)
  const gas = 500_000n
  const pausing = await owner.pause({ contract: 'nodeRegistry', gas })
  const hash = await provider.registerNode({ ...node, gas })
  await miner.mine({ blocks: 1 })
  await miner.setAutomine(true)
  await owner.waitForEvents({ hash: pausing })
  const error = await provider.waitForEvents({ hash }).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(ProtocolError)
  expect(error).toMatchObject({ errorName: 'Governed_Paused', retryable: true })
  await owner.waitForEvents({ hash: await owner.unpause({ contract: 'nodeRegistry' }) })
})

test('error: a transaction that failed and would not fail now', async () => {
  const { nodeRegistry } = chain.deployment.contracts
  const args = [node.resourceType, node.metadataURI] as const
  const call = { address: nodeRegistry, abi: nodeRegistryAbi, functionName: 'registerNode', args, value } as const
  const hash = await writeContract(provider, { ...call, gas: 100_000n })
  await expect(provider.waitForEvents({ hash })).rejects.toThrow(TransactionRevertedError)
})
