import { parameters, parseEth, ResourceType, TaskStatus } from '@aiigo/core'
import { createClient, custom, type Hex, http, keccak256, toHex } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAiigo } from './createAiigo.ts'
import { createTestChain, type TestChain, type TestUser } from './testing/createTestChain.ts'

let market: TestChain
let provider: TestUser
let buyer: TestUser
let undo: () => Promise<void>
beforeAll(async () => {
  market = await createTestChain()
  provider = market.provider
  buyer = market.buyer
})
afterAll(() => market.stop())
beforeEach(async () => {
  undo = (await market.snapshot()).revert
})
afterEach(() => undo())

const task = {
  resourceType: ResourceType.GPU,
  duration: 1_800n,
  maxPrice: parseEth('0.02'),
  specificationURI: 'ipfs://work',
}
const resultHash = keccak256(toHex('result'))

test('default', async () => {
  const client = createClient({ chain: market.chain, transport: http(market.anvil.url) })
  const { nodeId } = await register()
  const aiigo = createAiigo({ client, deployment: market.deployment })
  expect(await aiigo.nodes.get(nodeId)).toMatchObject({ nodeId, owner: provider.address })
})

test('args: what is needed', () => {
  expect(() => createAiigo(undefined as never)).toThrow('`options`')
  expect(() => createAiigo({ deployment: market.deployment } as never)).toThrow('`client`')
  expect(() => createAiigo({ client: provider.client } as never)).toThrow('`deployment`')
})

test('error: a client without an account reads, and does not write', async () => {
  const client = createClient({ chain: market.chain, transport: http(market.anvil.url) })
  const aiigo = createAiigo({ client, deployment: market.deployment })
  await expect(aiigo.tasks.post(task)).rejects.toMatchObject({ name: 'RpcFaultError', kind: 'noAccount' })
})

describe('nodes', () => {
  test('default', async () => {
    const { nodeId, stake, fee } = await provider.nodes.register({
      resourceType: ResourceType.CPU,
      metadataURI: 'ipfs://node',
      stake: parseEth('1'),
    })
    expect({ stake, fee }).toEqual({ stake: parseEth('1'), fee: parameters.registrationFee })
    expect((await provider.nodes.get(nodeId)).stakedAmount).toBe(parseEth('1'))
    expect(await provider.nodes.trustLevel(nodeId)).toBe(0)
    await provider.challenges.prove(nodeId)
    expect(await provider.nodes.trustLevel(nodeId)).toBe(1)
  })

  test('behavior: lists', async () => {
    const first = await activeNode()
    const second = await activeNode()
    const { nodeId: pending } = await register()
    expect(await buyer.nodes.list({ owner: provider.address })).toEqual([first, second, pending])
    expect(await buyer.nodes.list({ resourceType: ResourceType.GPU })).toEqual([first, second])
    expect(await buyer.nodes.list({ resourceType: ResourceType.IoT })).toEqual([])
  })

  test('behavior: a whole life', async () => {
    const nodeId = await activeNode()
    await provider.nodes.updateMetadata({ nodeId, metadataURI: 'ipfs://new' })
    await provider.nodes.addStake({ nodeId, amount: 5n })
    await provider.nodes.depositInsuranceBond({ nodeId, amount: 9n })
    const { withdrawableFrom, events } = await provider.nodes.deactivate(nodeId)
    expect(withdrawableFrom).toBeGreaterThan(parameters.stakeCooldown)
    expect(events.map(({ eventName }) => eventName)).toContain('NodeStatusChanged')
    await market.increaseTime(parameters.stakeCooldown)
    const before = await provider.balance()
    await provider.nodes.withdrawStake({ nodeId, amount: 5n })
    await provider.nodes.withdrawInsuranceBond({ nodeId, amount: 9n })
    expect((await provider.balance()) - before).toBe(14n)
    await provider.nodes.activate(nodeId)
    expect(await provider.nodes.list({ resourceType: ResourceType.GPU })).toEqual([nodeId])
  })
})

describe('challenges', () => {
  test('default', async () => {
    const { nodeId } = await register()
    const reports: number[] = []
    const { challengeId, power, attempts } = await provider.challenges.prove(nodeId, {
      onProgress: ({ found }) => reports.push(found),
    })
    expect(power).toBeGreaterThan(0n)
    expect(attempts).toBeGreaterThan(0n)
    expect(reports.at(-1)).toBe(4)
    expect(await provider.challenges.history(nodeId)).toMatchObject([{ nodeId, verifiedPower: power, passed: true }])
    expect(await provider.challenges.get(challengeId)).toMatchObject({ nodeId, solved: 4n })
    expect(await provider.challenges.nextAt(nodeId)).toBeGreaterThan(0n)
  })

  test('behavior: an open challenge is taken up where it was left', async () => {
    const { nodeId } = await register()
    const abort = new AbortController()
    const broken = provider.challenges.prove(nodeId, {
      signal: abort.signal,
      onProgress: () => abort.abort(new Error('power cut')),
    })
    await expect(broken).rejects.toThrow('power cut')
    const { challengeId } = await provider.challenges.prove(nodeId)
    const issued = (await market.events()).filter(({ eventName }) => eventName === 'ChallengeIssued')
    expect(issued.map(({ args }) => (args as { challengeId: Hex }).challengeId)).toEqual([challengeId])
  })

  test('behavior: one that is over gives way to the next, and counts as failed', async () => {
    const { nodeId } = await register()
    const abort = new AbortController()
    const options = { signal: abort.signal, onProgress: () => abort.abort(new Error('power cut')) }
    await expect(provider.challenges.prove(nodeId, options)).rejects.toThrow('power cut')
    await market.increaseTime(parameters.challengeDeadline + 1n)
    await provider.challenges.prove(nodeId)
    const history = await provider.challenges.history(nodeId)
    expect(history.map(({ passed }) => passed)).toEqual([false, true])
  })

  test('behavior: anyone expires one that is over', async () => {
    const { nodeId } = await register()
    const abort = new AbortController()
    const options = { signal: abort.signal, onProgress: () => abort.abort(new Error('power cut')) }
    await expect(provider.challenges.prove(nodeId, options)).rejects.toThrow('power cut')
    await market.increaseTime(parameters.challengeDeadline + 1n)
    const issued = (await market.events()).find(({ eventName }) => eventName === 'ChallengeIssued')
    const { events } = await buyer.challenges.expire((issued!.args as { challengeId: Hex }).challengeId)
    expect(events.map(({ eventName }) => eventName)).toContain('ChallengeFailed')
  })

  test('error: not the owner', async () => {
    const { nodeId } = await register()
    await expect(buyer.challenges.prove(nodeId)).rejects.toMatchObject({
      errorName: 'ProofOfWorkVerifier_NotNodeOwner',
    })
  })
})

describe('tasks', () => {
  test('default', async () => {
    const nodeId = await activeNode()
    const { cost, provider: share, platform } = await buyer.tasks.quote(task)
    expect([cost, share, platform]).toEqual([parseEth('0.01'), parseEth('0.0092'), parseEth('0.0008')])
    const { taskId } = await buyer.tasks.post(task)
    expect(await buyer.tasks.match(taskId)).toEqual([nodeId])
    await provider.tasks.accept({ taskId, nodeId })
    await provider.tasks.submitResult({ taskId, resultHash, resultURI: 'ipfs://result' })
    const before = await provider.balance()
    expect(await buyer.tasks.approve(taskId)).toMatchObject({ payout: share, fee: platform })
    expect((await provider.balance()) - before).toBe(share)
    expect(await buyer.tasks.get(taskId)).toMatchObject({ status: TaskStatus.Verified, assignedNode: nodeId })
  })

  test('behavior: lists', async () => {
    const nodeId = await activeNode()
    const { taskId: first } = await buyer.tasks.post(task)
    const { taskId: second } = await buyer.tasks.post(task)
    expect(first).not.toBe(second)
    await provider.tasks.accept({ taskId: first, nodeId })
    expect(await buyer.tasks.list({ buyer: buyer.address })).toEqual([first, second])
    expect(await buyer.tasks.list({ resourceType: ResourceType.GPU })).toEqual([second])
    expect(await buyer.tasks.list({ nodeId })).toEqual([first])
  })

  test('behavior: every way back gives the buyer everything', async () => {
    const before = await buyer.balance()
    const { taskId: cancelled, cost } = await buyer.tasks.post(task)
    expect(await buyer.tasks.cancel(cancelled)).toMatchObject({ refund: cost })
    const { taskId: expired } = await buyer.tasks.post(task)
    await market.increaseTime(parameters.openWindow + 1n)
    expect(await provider.tasks.expire(expired)).toMatchObject({ refund: cost })
    expect(await buyer.balance()).toBe(before)
  })

  test('behavior: a silent buyer does not keep the provider waiting for ever', async () => {
    const nodeId = await activeNode()
    const { taskId, cost } = await buyer.tasks.post(task)
    await provider.tasks.accept({ taskId, nodeId })
    await provider.tasks.submitResult({ taskId, resultHash, resultURI: '' })
    await expect(provider.tasks.finalize(taskId)).rejects.toMatchObject({
      ...{ errorName: 'TaskMarketplace_ReviewWindowNotOver', retryable: true },
    })
    await market.increaseTime(parameters.reviewWindow + 1n)
    expect(await provider.tasks.finalize(taskId)).toMatchObject({ payout: (cost * 92n) / 100n })
  })

  test('behavior: attempts are used up', async () => {
    const nodes = [await activeNode(), await activeNode(), await activeNode()] as const
    const before = await buyer.balance()
    const { taskId } = await buyer.tasks.post(task)
    await provider.tasks.accept({ taskId, nodeId: nodes[0] })
    expect(await provider.tasks.abandon(taskId)).toMatchObject({ reopened: true })
    await provider.tasks.accept({ taskId, nodeId: nodes[1] })
    await market.increaseTime(3_600n)
    expect(await buyer.tasks.timeout(taskId)).toMatchObject({ reopened: true })
    await provider.tasks.accept({ taskId, nodeId: nodes[2] })
    expect(await provider.tasks.abandon(taskId)).toMatchObject({ reopened: false })
    expect(await buyer.tasks.get(taskId)).toMatchObject({ status: TaskStatus.Failed })
    expect(await buyer.balance()).toBe(before)
  })

  test('error: an argument that is none', async () => {
    await expect(buyer.tasks.post({ ...task, maxPrice: '1' as never })).rejects.toThrow(/pricePerHour|maxPrice/)
    await expect(buyer.tasks.get('0x12')).rejects.toThrow(/taskId/)
  })
})

test('error: the chain dies in the middle', async () => {
  const dead = custom({ request: () => Promise.reject(new Error('connection refused')) }, { retryCount: 0 })
  const client = createClient({ account: provider.client.account!, chain: market.chain, transport: dead })
  const aiigo = createAiigo({ client, deployment: market.deployment })
  await expect(aiigo.tasks.post(task)).rejects.toMatchObject({ name: 'RpcFaultError' })
})

function register() {
  return provider.nodes.register({ resourceType: ResourceType.GPU, metadataURI: 'ipfs://node' })
}

async function activeNode(): Promise<Hex> {
  const { nodeId } = await register()
  await provider.challenges.prove(nodeId)
  return nodeId
}
