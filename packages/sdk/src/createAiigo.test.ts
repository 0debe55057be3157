import { aiigoActions } from '@aiigo/clients'
import { AssignmentMode, DisputeOutcome, parameters, parseEth, parseUsdc, ResourceType, TaskStatus } from '@aiigo/core'
import { createClient, custom, type Hex, http, keccak256, toHex } from 'viem'
import { waitForTransactionReceipt } from 'viem/actions'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { UnknownCommitmentError } from './bids.ts'
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

  test('behavior: a salt makes the id, and a retry never posts twice', async () => {
    const salt = keccak256(toHex('order 4711'))
    const taskId = await buyer.tasks.idOf(salt)
    expect(await buyer.tasks.post({ ...task, salt })).toMatchObject({ taskId, cost: parseEth('0.01') })
    await expect(buyer.tasks.post({ ...task, salt })).rejects.toMatchObject({
      ...{ errorName: 'TaskMarketplace_TaskExists', args: { taskId } },
    })
    expect(await buyer.tasks.list({ buyer: buyer.address })).toEqual([taskId])
  })

  test('behavior: a dispute in dollars, for which the escrow may take what it needs', async () => {
    await market.mintUsdc(buyer.address, parseUsdc('100'))
    const nodeId = await activeNode()
    const inDollars = { ...task, maxPrice: parseUsdc('100'), currency: market.usdc }
    const { taskId, cost } = await buyer.tasks.post(inDollars)
    expect(cost).toBe(parseUsdc('50'))
    await provider.tasks.accept({ taskId, nodeId })
    await provider.tasks.submitResult({ taskId, resultHash, resultURI: '' })
    const { bond } = await buyer.tasks.dispute({ taskId, reason: 'not what was asked for' })
    expect(bond).toBe(parseUsdc('1'))
    await provider.tasks.submitEvidence({ taskId, evidenceURI: 'ipfs://log' })
    await expect(buyer.tasks.resolveStale(taskId)).rejects.toMatchObject({ retryable: true })
    const ruling = { taskId, outcome: DisputeOutcome.Split, providerShareBps: 4_900n }
    expect(await market.arbitrator.tasks.resolve(ruling)).toMatchObject({
      ...{ payout: parseUsdc('22.5'), refund: parseUsdc('25.5') },
    })
    expect(await buyer.tasks.get(taskId)).toMatchObject({ status: TaskStatus.Verified, currency: market.usdc })
  })

  test('behavior: a dispute in ETH that nobody rules on', async () => {
    const nodeId = await activeNode()
    const { taskId, cost } = await buyer.tasks.post(task)
    await provider.tasks.accept({ taskId, nodeId })
    await provider.tasks.submitResult({ taskId, resultHash, resultURI: '' })
    const { bond } = await buyer.tasks.dispute({ taskId, reason: 'nothing works' })
    await market.increaseTime(parameters.disputeWindow + 1n)
    const { payout, refund } = await provider.tasks.resolveStale(taskId)
    expect(payout).toBe((cost * 46n) / 100n)
    expect(refund).toBe(cost / 2n + bond)
  })

  test('error: an argument that is none', async () => {
    await expect(buyer.tasks.post({ ...task, maxPrice: '1' as never })).rejects.toThrow(/pricePerHour|maxPrice/)
    await expect(buyer.tasks.get('0x12')).rejects.toThrow(/taskId/)
  })
})

describe('bids', () => {
  const sealed = { ...task, mode: AssignmentMode.SealedBid }

  test('default', async () => {
    const nodeId = await activeNode()
    const { taskId } = await buyer.tasks.post(sealed)
    const bid = { taskId, nodeId, pricePerHour: parseEth('0.01') }
    const { round } = await provider.bids.commit(bid)
    expect(round).toBe(1n)
    expect(await buyer.bids.get({ taskId, round, nodeId })).toMatchObject({ status: 1, pricePerHour: 0n })
    await market.increaseTime(parameters.commitWindow + 1n)
    // Another process of the same account: nothing was kept.
    const aiigo = createAiigo({ client: provider.client, deployment: market.deployment })
    expect(await aiigo.bids.reveal(bid)).toMatchObject({ best: true })
    expect(await buyer.bids.auction(taskId)).toMatchObject({ bestNode: nodeId, bestPrice: bid.pricePerHour })
    await market.increaseTime(parameters.revealWindow + 1n)
    await buyer.bids.select({ taskId, nodeId })
    expect(await buyer.tasks.get(taskId)).toMatchObject({ status: TaskStatus.Assigned, agreedPrice: bid.pricePerHour })
    await provider.tasks.start(taskId)
    await provider.tasks.submitResult({ taskId, resultHash, resultURI: '' })
    const before = await buyer.balance()
    expect(await buyer.tasks.approve(taskId)).toMatchObject({ payout: parseEth('0.0046') })
    expect((await buyer.balance()) - before).toBe(parseEth('0.005'))
  })

  test('behavior: the best bid wins without the buyer, in a second round, and who was silent is reported', async () => {
    const nodeId = await activeNode()
    const { taskId } = await buyer.tasks.post(sealed)
    const bid = { taskId, nodeId, pricePerHour: 1_000n }
    await provider.bids.commit(bid)
    await market.increaseTime(parameters.commitWindow + parameters.revealWindow + 1n)
    await buyer.bids.report({ taskId, round: 1n, nodeId })
    expect(await provider.bids.commit(bid)).toMatchObject({ round: 2n })
    await market.increaseTime(parameters.commitWindow + 1n)
    await provider.bids.reveal(bid)
    await market.increaseTime(parameters.revealWindow + parameters.selectionWindow + 1n)
    expect(await buyer.bids.settle(taskId)).toMatchObject({ assigned: true })
  })

  test('error: another price than the one committed', async () => {
    const nodeId = await activeNode()
    const { taskId } = await buyer.tasks.post(sealed)
    await provider.bids.commit({ taskId, nodeId, pricePerHour: 1_000n })
    await market.increaseTime(parameters.commitWindow + 1n)
    const other = { taskId, nodeId, pricePerHour: 999n }
    await expect(provider.bids.reveal(other)).rejects.toThrow(UnknownCommitmentError)
  })
})

test('behavior: an accused provider answers', async () => {
  const nodeId = await activeNode()
  const arbitrator = market.arbitrator.client
  const accusation = { nodeId, evidenceURI: 'ipfs://evidence' }
  const hash = await arbitrator.extend(aiigoActions(market.deployment)).proposeBan(accusation)
  await waitForTransactionReceipt(arbitrator, { hash })
  expect(await provider.nodes.get(nodeId)).toMatchObject({ suspended: true, ownerBanned: false })
  await provider.nodes.appeal({ nodeId, appealURI: 'ipfs://answer' })
  expect(await buyer.nodes.isBanned(provider.address)).toBe(false)
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
