import { InvalidArgumentError, parameters, ResourceType } from '@aiigo/core'
import { GpuUnavailableError } from '@aiigo/pow'
import { createTestClient, http } from 'viem'
import { expect, test } from 'vitest'
import { DeadlineMissedError } from './prove.ts'
import { createTestChain } from './testing/createTestChain.ts'
import { createTestMarket } from './testing/createTestMarket.ts'

test('default', async () => {
  await using market = await createTestChain({ parameters: { solutionsPerChallenge: 16n } })
  const { nodes, challenges } = market.provider
  const { nodeId } = await nodes.register({ resourceType: ResourceType.Mobile, metadataURI: 'ipfs://node' })
  const { power, solutionTime } = await challenges.prove(nodeId, { workers: 0 })
  expect(solutionTime).toBeLessThan(parameters.challengeDeadline)
  expect((await nodes.get(nodeId)).computePower).toBe(power)
})

test('error: a machine that cannot solve is found out before a challenge is issued', async () => {
  await using market = await createTestMarket()
  const { nodes, challenges } = market.provider
  const { nodeId } = await nodes.register({ resourceType: ResourceType.GPU, metadataURI: 'ipfs://node' })
  await expect(challenges.prove(nodeId, { backend: 'gpu' })).rejects.toThrow(GpuUnavailableError)
  await expect(challenges.prove(nodeId, { workers: -1 })).rejects.toThrow(InvalidArgumentError)
  expect(await challenges.history(nodeId)).toEqual([])
  expect((await market.events()).some(({ eventName }) => eventName === 'ChallengeIssued')).toBe(false)
})

test('error: the deadline comes before the solutions', async () => {
  const hard = 2n ** 50n
  await using market = await createTestChain({ parameters: { initialDifficulty: [hard, hard, hard, hard, hard] } })
  const { nodes, challenges } = market.provider
  const { nodeId } = await nodes.register({ resourceType: ResourceType.IoT, metadataURI: 'ipfs://node' })
  const abort = new AbortController()
  const options = { workers: 0, signal: abort.signal, onProgress: () => abort.abort(new Error('power cut')) }
  await expect(challenges.prove(nodeId, options)).rejects.toThrow('power cut')
  const issued = (await market.events()).find(({ eventName }) => eventName === 'ChallengeIssued')
  const { deadline } = issued!.args as { deadline: bigint }
  const chain = createTestClient({ mode: 'anvil', transport: http(market.anvil.url) })
  await chain.setNextBlockTimestamp({ timestamp: deadline - 1n })
  await chain.mine({ blocks: 1 })
  await expect(challenges.prove(nodeId, { workers: 0 })).rejects.toThrow(DeadlineMissedError)
})
