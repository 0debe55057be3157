import { parseEth, ResourceType, TaskStatus } from '@aiigo/core'
import { createState, evolve, getOpenTasks } from '@aiigo/protocol'
import { createClient, http, keccak256, toHex } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createAiigo } from '../createAiigo.ts'
import { createTestChain, type TestChain } from '../testing/createTestChain.ts'
import type { MarketOptions, MarketUpdate } from './types.ts'

let chain: TestChain
let undo: () => Promise<void>
beforeAll(async () => {
  chain = await createTestChain()
})
afterAll(() => chain.stop())
beforeEach(async () => {
  undo = (await chain.snapshot()).revert
})
afterEach(() => undo())

const task = {
  resourceType: ResourceType.GPU,
  duration: 1_800n,
  maxPrice: parseEth('0.02'),
  specificationURI: 'ipfs://work',
}

function follower(market: MarketOptions = {}) {
  const client = createClient({ chain: chain.chain, transport: http(chain.anvil.url), pollingInterval: 20 })
  return createAiigo({ client, deployment: chain.deployment, market }).market
}

test('default', async () => {
  const market = follower()
  console.log(await market.sync())
  const { nodeId } = await chain.provider.nodes.register({ resourceType: ResourceType.GPU, metadataURI: 'ipfs://node' })
  await chain.provider.challenges.prove(nodeId)
  const { taskId } = await chain.buyer.tasks.post(task)
  await market.sync()
  expect(getOpenTasks(market.state(), ResourceType.GPU)).toEqual([taskId])
  await chain.provider.tasks.accept({ taskId, nodeId })
  await chain.provider.tasks.submitResult({
    taskId,
    resultHash: keccak256(toHex('result')),
    resultURI: 'ipfs://result',
  })
  await chain.buyer.tasks.approve(taskId)
  await market.sync()
  expect(market.state().tasks.get(taskId)?.status).toBe(TaskStatus.Verified)
  expect(await market.reconcile()).toEqual([])
})
