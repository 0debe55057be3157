import { InvalidArgumentError, parameters, ResourceType } from '@aiigo/core'
import { GpuUnavailableError, PowWorkerError } from '@aiigo/pow'
import { createTestClient, http } from 'viem'
import { expect, test, vi } from 'vitest'
import { DeadlineMissedError, type ProveOptions } from './prove.ts'
import { createTestChain, type TestChain } from './testing/createTestChain.ts'
import { createTestMarket } from './testing/createTestMarket.ts'

test('default', async () => {
  await using market = await createTestChain({ parameters: { solutionsPerChallenge: 16n } })
  const { nodes, challenges } = market.provider
  const { nodeId } = await nodes.register({ resourceType: ResourceType.Mobile, metadataURI: 'ipfs://node' })
  const { power, solutionTime } = await challenges.prove(nodeId, { workers: 0 })
  expect(solutionTime).toBeLessThan(parameters.challengeDeadline)
  expect((await nodes.get(nodeId)).computePower).toBe(power)
})

test('behavior: only the search for the challenge is reported', async () => {
  await using market = await createTestMarket()
  const attempts: bigint[] = []
  const options: ProveOptions = { onProgress: (progress) => attempts.push(progress.attempts) }
  await market.provider.challenges.prove(await newNode(market), options)
  expect(attempts).not.toEqual([])
  // A search for four solutions tries four nonces at least.
  expect(attempts.filter((number) => number < 4n)).toEqual([])
})

test.each<[string, object, new (...args: never[]) => Error]>([
  ['there is no GPU', { backend: 'gpu' }, GpuUnavailableError],
  ['workers are no number of them', { workers: -1 }, InvalidArgumentError],
  ['onProgress is no function', { onProgress: 'often' }, InvalidArgumentError],
])('error: found out before a challenge is issued: %s', async (_, options, Refusal) => {
  await using market = await createTestMarket()
  await expect(market.provider.challenges.prove(await newNode(market), options)).rejects.toThrow(Refusal)
  expect(await isIssued(market)).toBe(false)
})

test('error: found out before a challenge is issued: no worker starts, and the work is worth workers', async () => {
  using _ = withoutWorkers()
  const enough = 2n ** 18n
  const initialDifficulty = [enough, enough, enough, enough, enough] as const
  await using market = await createTestMarket({ parameters: { initialDifficulty } })
  const nodeId = await newNode(market)
  await expect(market.provider.challenges.prove(nodeId)).rejects.toThrow(PowWorkerError)
  await expect(market.provider.challenges.prove(nodeId, { workers: 1 })).rejects.toThrow(PowWorkerError)
  expect(await isIssued(market)).toBe(false)
  await market.provider.challenges.prove(nodeId, { workers: 0 })
})

test('behavior: where no worker starts, a challenge that is not worth one is solved', async () => {
  using _ = withoutWorkers()
  await using market = await createTestMarket()
  await market.provider.challenges.prove(await newNode(market))
})

async function newNode({ provider }: Pick<TestChain, 'provider'>) {
  const { nodeId } = await provider.nodes.register({ resourceType: ResourceType.GPU, metadataURI: 'ipfs://node' })
  return nodeId
}

async function isIssued(market: Pick<TestChain, 'events'>): Promise<boolean> {
  return (await market.events()).some(({ eventName }) => eventName === 'ChallengeIssued')
}

/** As on a page whose content security policy has no place for them. */
function withoutWorkers(): Disposable {
  const node = process.getBuiltinModule('node:worker_threads')
  const spy = vi.spyOn(node, 'Worker').mockImplementation(function refuse() {
    throw new Error('no workers here')
  } as never)
  return { [Symbol.dispose]: () => spy.mockRestore() }
}

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
