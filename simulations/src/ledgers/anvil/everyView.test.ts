import * as abis from '@aiigo/clients/abis'
import {
  AssignmentMode,
  DisputeOutcome,
  NodeStatus,
  parameters,
  parseEth,
  ResourceType,
  roles,
  TaskOutcome,
  TaskStatus,
  taskCostUp,
} from '@aiigo/core'
import {
  type ChallengeHistory,
  createState,
  evolve,
  isMarketEventName,
  type MarketState,
  rememberChallenge,
} from '@aiigo/protocol'
import { type DeployedChain, type MarketClient, startDeployedChain, testAccount, usdCoinAbi } from '@aiigo/testing'
import { type Hash, type Hex, numberToHex, pad, parseSignature, zeroAddress } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { audit } from './audit.ts'
import { toMarketEvent } from './events.ts'
import { createRpc } from './rpc.ts'

// Everything that the contracts can say is made to happen on a real chain, and whatever their views answer then has to
// follow from the log alone.

const seen = new Set<string>()

let chain: DeployedChain
let owner: MarketClient
let arbitrator: MarketClient
let provider: MarketClient
let rival: MarketClient
let buyer: MarketClient
let stranger: MarketClient
let nodes: readonly [Hex, Hex, Hex]
let rivalNode: Hex
let undo: () => Promise<void>

beforeAll(async () => {
  chain = await startDeployedChain({
    reviewer: testAccount(8).address,
    parameters: { solutionsPerChallenge: 2n, initialDifficulty: [1n, 1n, 1n, 1n, 1n], challengeInterval: 0n },
  })
  owner = chain.client(chain.owner)
  arbitrator = chain.client(chain.arbitrator)
  provider = chain.client(testAccount(4))
  rival = chain.client(testAccount(5))
  buyer = chain.client(testAccount(6))
  stranger = chain.client(testAccount(7))
  nodes = [await activeNode(provider), await activeNode(provider), await activeNode(provider)]
  rivalNode = await activeNode(rival)
  await chain.mintUsdc(buyer.account.address, 10n ** 12n)
  await approve(10n ** 12n)
}, 120_000)
afterAll(() => chain.stop())
beforeEach(async () => {
  undo = (await chain.snapshot()).revert
})
afterEach(() => undo())

test('default: a task from end to end', async () => {
  const taskId = await post()
  await done(provider.acceptTask({ taskId, nodeId: nodes[0] }))
  await compare()
  await done(provider.submitResult({ taskId, resultHash: id(9), resultURI: 'ipfs://result' }))
  await compare()
  await done(buyer.approveResult({ taskId }))
  const state = await compare()
  expect(state.tasks.get(taskId)?.status).toBe(TaskStatus.Verified)
  await done(stranger.sweepFees({ contract: 'escrowManager', currency: zeroAddress }))
  await done(stranger.sweepFees({ contract: 'nodeRegistry', currency: zeroAddress }))
  await compare()
})

test('behavior: attempts that fail, until they are used up', async () => {
  const taskId = await post()
  await done(provider.acceptTask({ taskId, nodeId: nodes[0] }))
  await done(provider.abandonTask({ taskId }))
  await compare()
  await done(provider.acceptTask({ taskId, nodeId: nodes[1] }))
  await chain.increaseTime(7_200n)
  await done(stranger.timeoutTask({ taskId }))
  await done(rival.acceptTask({ taskId, nodeId: rivalNode }))
  await done(rival.abandonTask({ taskId }))
  const state = await compare()
  expect(state.tasks.get(taskId)?.status).toBe(TaskStatus.Failed)
})

test('behavior: sealed bids in dollars, below the deposit', async () => {
  const taskId = await post({ mode: AssignmentMode.SealedBid, currency: chain.usdc, maxPrice: 40_000_000n })
  await bid(provider, taskId, nodes[0], 30_000_000n)
  await bid(provider, taskId, nodes[1], 20_000_000n)
  await bid(rival, taskId, rivalNode, 10_000_000n)
  await compare()
  await chain.increaseTime(parameters.commitWindow + 1n)
  await reveal(taskId, nodes[0], 30_000_000n)
  await reveal(taskId, nodes[1], 20_000_000n)
  await compare()
  await chain.increaseTime(parameters.revealWindow)
  await done(buyer.selectBid({ taskId, nodeId: nodes[0] }))
  await done(stranger.reportUnrevealedBid({ taskId, round: 1n, nodeId: rivalNode }))
  await compare()
  await done(provider.startTask({ taskId }))
  await compare()
  await done(provider.submitResult({ taskId, resultHash: id(9), resultURI: '' }))
  await done(buyer.approveResult({ taskId }))
  const state = await compare()
  expect(state.escrows.get(taskId)).toMatchObject({ currency: chain.usdc, buyerPayout: 10_000_000n })
  expect(state.fees.get(chain.usdc)).toBe(2_400_000n)
  await done(stranger.sweepFees({ contract: 'escrowManager', currency: chain.usdc }))
  await compare()
})

test('behavior: rounds that end without a node, one that is not started, and one that is taken back', async () => {
  const taskId = await post({ mode: AssignmentMode.SealedBid })
  await bid(provider, taskId, nodes[0], 1_000n)
  await chain.increaseTime(parameters.commitWindow + 1n)
  await reveal(taskId, nodes[0], 1_000n)
  await done(arbitrator.proposeBan({ nodeId: nodes[0], evidenceURI: 'ipfs://evidence' }))
  await chain.increaseTime(parameters.revealWindow + parameters.selectionWindow)
  await done(stranger.settleAuction({ taskId }))
  await done(owner.cancelBan({ nodeId: nodes[0] }))
  const closed = await compare()
  expect(closed.auctions.get(taskId)).toMatchObject({ round: 1, bestNode: undefined })
  await bid(provider, taskId, nodes[1], 1_000n)
  await chain.increaseTime(parameters.commitWindow + 1n)
  await reveal(taskId, nodes[1], 1_000n)
  await chain.increaseTime(parameters.revealWindow + parameters.selectionWindow)
  await done(stranger.settleAuction({ taskId }))
  await chain.increaseTime(parameters.startWindow + 1n)
  await done(stranger.timeoutTask({ taskId }))
  await compare()
  await bid(provider, taskId, nodes[2], 1_000n)
  await done(buyer.cancelTask({ taskId }))
  const state = await compare()
  expect(state.auctions.get(taskId)).toMatchObject({ round: 3, voided: true })
})

test.each([
  ['the buyer wins', DisputeOutcome.BuyerWins, zeroAddress],
  ['the provider wins', DisputeOutcome.ProviderWins, zeroAddress],
  ['a split', DisputeOutcome.Split, 'usdc'],
  ['nobody rules', DisputeOutcome.NobodyRuled, 'usdc'],
] as const)('behavior: a dispute: %s', async (_, outcome, paidIn) => {
  const currency = paidIn === 'usdc' ? chain.usdc : zeroAddress
  const taskId = await post({ currency, maxPrice: currency === zeroAddress ? maxPrice : 30_000_001n })
  await done(provider.acceptTask({ taskId, nodeId: nodes[0] }))
  await done(provider.submitResult({ taskId, resultHash: id(9), resultURI: '' }))
  const bond = await stranger.getDisputeBond({ taskId })
  await done(buyer.disputeTask({ taskId, reason: 'wrong', value: currency === zeroAddress ? bond : 0n }))
  await done(buyer.submitEvidence({ taskId, evidenceURI: 'ipfs://evidence' }))
  await compare()
  if (outcome === DisputeOutcome.NobodyRuled) {
    await chain.increaseTime(parameters.disputeWindow + 1n)
    await done(stranger.resolveStaleDispute({ taskId }))
  } else {
    await done(arbitrator.resolveDispute({ taskId, outcome, providerShareBps: 3_333n }))
  }
  const state = await compare()
  expect(state.escrows.get(taskId)?.bond).toBe(bond)
})

test('behavior: a task by permit, one that is addressed and that nobody takes', async () => {
  await approve(0n)
  const { address } = buyer.account
  const { escrowManager } = chain.deployment.contracts
  const deadline = 2n ** 64n
  const value = taskCostUp(30_000_000n, duration)
  const signature = await testAccount(6).signTypedData({
    domain: { name: 'USD Coin', version: '1', chainId: chain.chain.id, verifyingContract: chain.usdc },
    types: {
      Permit: [
        { name: 'owner', type: 'address' },
        { name: 'spender', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'nonce', type: 'uint256' },
        { name: 'deadline', type: 'uint256' },
      ],
    },
    primaryType: 'Permit',
    message: { owner: address, spender: escrowManager, value, nonce: 0n, deadline },
  })
  const { r, s, yParity } = parseSignature(signature)
  const permit = { value, deadline, v: 27 + yParity, r, s }
  await done(buyer.postTaskWithPermit({ request: requestOf({ currency: chain.usdc, maxPrice: 30_000_000n }), permit }))
  const taskId = await post({ mode: AssignmentMode.Direct, directNode: nodes[0], salt: id(2) })
  await chain.increaseTime(parameters.openWindow + 1n)
  await done(stranger.expireTask({ taskId }))
  const state = await compare()
  expect(state.tasks.get(taskId)).toMatchObject({ directNode: nodes[0], attempts: 1, minTrustLevel: 4 })
})

test('behavior: a ban, and an owner who refuses money', async () => {
  const task = await post()
  await done(rival.acceptTask({ taskId: task, nodeId: rivalNode }))
  await done(rival.submitResult({ taskId: task, resultHash: id(9), resultURI: '' }))
  const code = (bytes: Hex) =>
    stranger.request({ method: 'anvil_setCode', params: [rival.account.address, bytes] } as never)
  // Refuses whatever is sent to it.
  await code('0x5f5ffd')
  await done(buyer.approveResult({ taskId: task }))
  await code('0x')
  await done(arbitrator.proposeBan({ nodeId: rivalNode, evidenceURI: 'ipfs://evidence' }))
  await done(rival.appealBan({ nodeId: rivalNode, appealURI: 'ipfs://answer' }))
  const accused = await compare()
  expect(accused.credits.get(zeroAddress)?.size).toBe(1)
  await chain.increaseTime(parameters.appealWindow)
  await done(stranger.executeBan({ nodeId: rivalNode }))
  const banned = await compare()
  expect(banned.nodes.get(rivalNode)).toMatchObject({ status: NodeStatus.Slashed, banExecutableFrom: 0 })
  await chain.increaseTime(parameters.stakeCooldown)
  await code('0x5f5ffd')
  await chain.impersonate(rival.account.address)
  const refusing = chain.client(rival.account.address)
  await done(refusing.withdrawStake({ nodeId: rivalNode, amount: parseEth('1') }))
  await code('0x')
  const owed = await compare()
  expect(owed.registryCredits.size).toBe(1)
  for (const contract of ['escrowManager', 'nodeRegistry'] as const) {
    await done(rival.withdrawCredit({ contract, currency: zeroAddress, to: stranger.account.address }))
  }
  await compare()
})

test('behavior: what owners of nodes do', async () => {
  const [nodeId] = nodes
  await done(provider.updateMetadata({ nodeId, metadataURI: 'ipfs://new' }))
  await done(provider.addStake({ nodeId, value: 5n }))
  await done(provider.depositInsuranceBond({ nodeId, value: parameters.insuranceBond }))
  await compare()
  await done(provider.deactivateNode({ nodeId }))
  await chain.increaseTime(parameters.stakeCooldown)
  await done(provider.withdrawStake({ nodeId, amount: 5n }))
  await done(provider.withdrawInsuranceBond({ nodeId, amount: 3n }))
  await done(provider.activateNode({ nodeId }))
  const { challengeId } = await argsOf(provider.issueChallenge({ nodeId }))
  await compare()
  await chain.increaseTime(parameters.challengeDeadline + 1n)
  await done(stranger.expireChallenge({ challengeId: challengeId as Hex }))
  await chain.increaseTime(parameters.proofValidity)
  await compare()
})

test('behavior: the seed design’s single calls, a review, and governance', async () => {
  const [nodeId] = nodes
  const { taskMarketplace, proofOfWorkVerifier, escrowManager } = chain.deployment.contracts
  const marketplace = await as(taskMarketplace)
  const claim = {
    ...{ operator: provider.account.address, buyer: buyer.account.address },
    ...{ resourceType: ResourceType.CPU, minTrustLevel: 1, requiredPower: 0n },
  }
  await done(marketplace.incrementTaskCount({ nodeId }))
  await done(marketplace.slashStake({ nodeId, amount: 1n }))
  for (let i = 0; i < 9; i++) {
    await done(marketplace.openTask({ nodeId, taskId: id(i), claim }))
    const outcome = i < 3 ? TaskOutcome.DisputeLost : TaskOutcome.DisputeWon
    const end = { power: 0n, outcome, earnings: 2n ** 79n, earnsReputation: true }
    await done(marketplace.closeTask({ nodeId, taskId: id(i), ...end }))
  }
  const flagged = await compare()
  expect(flagged.nodes.get(nodeId)).toMatchObject({ underReview: true, totalEarnings: 2n ** 80n - 1n })
  await done(chain.client(testAccount(8)).clearReview({ nodeId }))
  await done((await as(proofOfWorkVerifier)).updateComputePower({ nodeId, power: 77n }))
  await done(owner.setNodeTier({ nodeId, tier: 2 }))
  await done(owner.setPartnerSLA({ nodeId, signed: true }))
  await done(owner.setReferencePrice({ resourceType: ResourceType.IoT, price: 5n }))
  await done(owner.setArbitrator({ newArbitrator: stranger.account.address }))
  await done(owner.setPriceOracle({ priceOracle: escrowManager }))
  await done(owner.setTreasury({ contract: 'escrowManager', newTreasury: stranger.account.address }))
  await done(owner.updatePlatformFee({ feeBps: 1n }))
  await done(owner.updateMinStake({ minimumStake: parseEth('3') }))
  await done(owner.setCurrency({ currency: chain.usdc, accepted: false }))
  const state = await compare()
  expect(state.currencies.size).toBe(0)
})

test.each(['nodeRegistry', 'proofOfWorkVerifier', 'escrowManager', 'taskMarketplace'] as const)(
  'behavior: who governs %s, and a pause of it',
  async (contract) => {
    const [heir, role] = [rival.account.address, roles.pauser]
    await done(owner.grantRole({ contract, role, account: heir }))
    await done(rival.pause({ contract }))
    await compare()
    await done(owner.unpause({ contract }))
    await done(owner.revokeRole({ contract, role, account: heir }))
    await compare()
    await done(owner.transferOwnership({ contract, newOwner: buyer.account.address }))
    await done(owner.cancelDefaultAdminTransfer({ contract }))
    await compare()
    await done(owner.transferOwnership({ contract, newOwner: heir }))
    await compare()
    await chain.increaseTime(1n)
    await done(rival.acceptDefaultAdminTransfer({ contract }))
    const { access } = await compare()
    expect(access[contract].owner).toBe(heir)
  },
)

test('behavior: every event that is part of the state was said', () => {
  const events = Object.values(abis)
    .flat()
    .flatMap((item) => (item.type === 'event' && isMarketEventName(item.name) ? [item.name] : []))
  expect(events.length).toBeGreaterThan(60)
  expect([...new Set(events)].filter((name) => !seen.has(name))).toEqual([])
})

const duration = 3_600n
const maxPrice = parseEth('0.01')

/** Rebuilds the market from its whole log, and compares it with what every view answers and every balance is. */
async function compare(): Promise<MarketState> {
  const events = await stranger.getEvents()
  const times = new Map<number, number>()
  for (const blockNumber of new Set(events.map((event) => event.blockNumber as bigint))) {
    times.set(Number(blockNumber), Number((await stranger.getBlock({ blockNumber })).timestamp))
  }
  const log = events.flatMap((event) => toMarketEvent(event, times.get(Number(event.blockNumber)) ?? 0))
  for (const { name } of log) seen.add(name)
  const { chainId, contracts } = chain.deployment
  const state = log.reduce(evolve, createState(parameters, { chainId, ...contracts }))
  const history: ChallengeHistory = new Map()
  for (const event of log) rememberChallenge(history, event)
  const { checks, differences } = await audit(createRpc(chain.anvil), chain.deployment, state, history)
  expect(differences).toEqual([])
  for (const { name, expected, actual } of checks) {
    // What the tests force into it or make up with impersonated contracts is in no log.
    if (name.startsWith('task marketplace') || name.startsWith('proof-of-work')) continue
    expect(actual, name).toBe(expected)
  }
  return state
}

function requestOf(more: object) {
  const task = { resourceType: ResourceType.CPU, minTrustLevel: 1, requiredPower: 0n, duration, maxPrice }
  const terms = { mode: AssignmentMode.Instant as AssignmentMode, currency: zeroAddress as Hex, directNode: id(0) }
  return { ...task, ...terms, salt: id(1), specificationURI: 'ipfs://work', ...more }
}

async function post(more?: object): Promise<Hex> {
  const request = requestOf(more ?? {})
  const cost = taskCostUp(request.maxPrice, duration)
  const value = request.currency === zeroAddress ? cost : 0n
  const args = await argsOf(more ? buyer.postTask({ request, value }) : buyer.createTask({ ...request, value }))
  return args.taskId as Hex
}

async function bid(client: MarketClient, taskId: Hex, nodeId: Hex, pricePerHour: bigint): Promise<void> {
  const secret = { owner: client.account.address, pricePerHour, salt: id(3) }
  const commitment = await client.computeCommitment({ taskId, nodeId, ...secret })
  await done(client.commitBid({ taskId, nodeId, commitment }))
}

async function reveal(taskId: Hex, nodeId: Hex, pricePerHour: bigint): Promise<void> {
  await done(provider.revealBid({ taskId, nodeId, pricePerHour, salt: id(3) }))
}

async function activeNode(client: MarketClient): Promise<Hex> {
  const node = { resourceType: ResourceType.CPU, metadataURI: 'ipfs://node', value: parseEth('3.1') }
  const nodeId = (await argsOf(client.registerNode(node))).nodeId as Hex
  const challengeId = (await argsOf(client.issueChallenge({ nodeId }))).challengeId as Hex
  await done(client.submitSolution({ challengeId, solution: 1n }))
  await done(client.submitSolutions({ challengeId, nonces: [2n] }))
  return nodeId
}

async function approve(amount: bigint): Promise<void> {
  const args = [chain.deployment.contracts.escrowManager, amount] as const
  const client = chain.client(testAccount(6)) as unknown as { writeContract(call: object): Promise<Hash> }
  const hash = await client.writeContract({ address: chain.usdc, abi: usdCoinAbi, functionName: 'approve', args })
  await done(Promise.resolve(hash))
}

async function done(sent: Promise<Hash>) {
  const { events } = await stranger.waitForEvents({ hash: await sent })
  // No two transactions in one second: a time that is taken from the wrong one would look right.
  await chain.increaseTime(7n)
  return events
}

/** What the events of a transaction say, all together. */
async function argsOf(sent: Promise<Hash>): Promise<Record<string, unknown>> {
  return Object.assign({}, ...(await done(sent)).map(({ args }) => args))
}

async function as(address: Hex): Promise<MarketClient> {
  await chain.impersonate(address)
  return chain.client(address)
}

function id(number: number): Hex {
  return pad(numberToHex(number), { size: 32 })
}
