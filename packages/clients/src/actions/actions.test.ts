import {
  AssignmentMode,
  BidStatus,
  DisputeOutcome,
  Eligibility,
  EscrowStatus,
  NodeStatus,
  parameters,
  ResourceType,
  roles,
  splitDispute,
  TaskOutcome,
  TaskStatus,
  taskCostUp,
} from '@aiigo/core'
import { type DeployedChain, type MarketClient, startDeployedChain, testAccount } from '@aiigo/testing'
import {
  type Hash,
  type Hex,
  keccak256,
  maxUint256,
  numberToHex,
  pad,
  parseEther,
  toFunctionSelector,
  zeroAddress,
} from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as abis from '../generated/abis.ts'
import type { TaskRequest } from '../structs.ts'
import * as actions from './index.ts'

// One suite for all actions: each is called on a real chain, and the last tests fail when one was not, or when a function
// of the contracts has none.

const called = new Set<string>()
const reached = new Set<Hex>()

let chain: DeployedChain
let owner: MarketClient
let provider: MarketClient
let buyer: MarketClient
let stranger: MarketClient
let undo: () => Promise<void>

const { fetch } = globalThis
beforeAll(async () => {
  globalThis.fetch = (input, init) => {
    for (const [, selector] of String(init?.body).matchAll(/"data":"(0x[0-9a-f]{8})/g)) reached.add(selector as Hex)
    return fetch(input, init)
  }
  chain = await startDeployedChain({
    reviewer: testAccount(7).address,
    pauser: testAccount(7).address,
    parameters: { solutionsPerChallenge: 3n, initialDifficulty: [1n, 1n, 1n, 1n, 1n], challengeInterval: 0n },
  })
  owner = recording(chain.client(chain.owner))
  provider = recording(chain.client(testAccount(4)))
  buyer = recording(chain.client(testAccount(5)))
  stranger = recording(chain.client(testAccount(6)))
})
afterAll(async () => {
  globalThis.fetch = fetch
  await chain.stop()
})
beforeEach(async () => {
  undo = (await chain.snapshot()).revert
})
afterEach(() => undo())

describe('nodeRegistry', () => {
  test('default', async () => {
    const nodeId = await register()
    const node = await provider.getNodeDetails({ nodeId })
    expect(node).toMatchObject({
      nodeId,
      owner: provider.account.address,
      status: NodeStatus.Pending,
      resourceType: ResourceType.CPU,
      stakedAmount: parameters.minimumStake,
      reputation: parameters.initialReputation,
      trustLevel: 0,
    })
    expect(await provider.getNode({ nodeId })).toMatchObject({ nodeId, stakedAmount: node.stakedAmount })
    expect(await provider.getNodeTrustLevel({ nodeId })).toBe(0)
    expect(await provider.isNodeActive({ nodeId })).toBe(false)
  })

  test('behavior: nodes are found by owner, by nonce and by type', async () => {
    const first = await activeNode()
    const second = await register()
    const { address } = provider.account
    expect(await stranger.getNodesByOwner({ owner: address })).toEqual([first, second])
    expect(await stranger.getNodesByOwner({ owner: address, offset: 1n, limit: 5n })).toEqual([second])
    expect(await stranger.getActiveNodes({ resourceType: ResourceType.CPU })).toEqual([first])
    expect(await stranger.getActiveNodes({ resourceType: ResourceType.CPU, limit: 1n })).toEqual([first])
    expect(await stranger.getNodeCount({ resourceType: ResourceType.CPU })).toBe(2n)
    expect(await stranger.getOwnerNodeCount({ owner: address })).toBe(2n)
    expect(await stranger.computeNodeId({ owner: address, ownerNonce: 1n })).toBe(second)
  })

  test('behavior: the owner of a node changes what it says and what it holds', async () => {
    const nodeId = await activeNode()
    const events = [
      ...(await done(provider.updateMetadata({ nodeId, metadataURI: 'ipfs://new' }))),
      ...(await done(provider.addStake({ nodeId, value: 5n }))),
      ...(await done(provider.depositInsuranceBond({ nodeId, value: 7n }))),
      ...(await done(provider.deactivateNode({ nodeId }))),
    ]
    expect(events.map(({ eventName }) => eventName)).toEqual([
      ...['NodeMetadataUpdated', 'StakeDeposited', 'InsuranceBondDeposited'],
      ...['NodeStatusChanged', 'StakeCooldownStarted'],
    ])
    await chain.increaseTime(parameters.stakeCooldown)
    await done(provider.withdrawStake({ nodeId, amount: 5n }))
    await done(provider.withdrawInsuranceBond({ nodeId, amount: 3n }))
    await done(provider.activateNode({ nodeId }))
    expect(await provider.getNodeDetails({ nodeId })).toMatchObject({
      ...{ status: NodeStatus.Active, stakedAmount: parameters.minimumStake, insuranceBond: 4n },
    })
  })

  test('behavior: the verifier settles challenges', async () => {
    const nodeId = await register()
    const verifier = await as(chain.deployment.contracts.proofOfWorkVerifier)
    await done(verifier.openChallenge({ nodeId }))
    await done(verifier.passChallenge({ nodeId, power: 5n }))
    expect(await verifier.getNodeDetails({ nodeId })).toMatchObject({ status: NodeStatus.Active, computePower: 5n })
    await done(verifier.openChallenge({ nodeId }))
    await done(verifier.failChallenge({ nodeId, power: 3n }))
    await done(verifier.updateComputePower({ nodeId, power: 9n }))
    expect(await verifier.getNodeDetails({ nodeId })).toMatchObject({ computePower: 9n, challengesPassed: 1n })
  })

  test('behavior: the marketplace opens and closes tasks', async () => {
    const nodeId = await activeNode()
    const claim = {
      operator: provider.account.address,
      buyer: buyer.account.address,
      resourceType: ResourceType.CPU,
      minTrustLevel: 1,
      requiredPower: 0n,
    }
    expect(await stranger.getEligibility({ nodeId, claim })).toBe(0)
    expect(await stranger.getEligibility({ nodeId, claim: { ...claim, buyer: claim.operator } })).toBe(
      Eligibility.OwnerIsBuyer,
    )
    expect(await stranger.getEligibilityOfOwner({ nodeId, claim })).toEqual({ reason: 0, owner: claim.operator })
    const marketplace = await as(chain.deployment.contracts.taskMarketplace)
    const task = { nodeId, taskId: id(1) }
    await done(marketplace.openTask({ ...task, claim }))
    expect((await stranger.getNodeDetails({ nodeId })).openTasks).toBe(1n)
    await done(marketplace.closeTask({ ...task, power: 0n, outcome: 0, earnings: 11n, earnsReputation: true }))
    await done(marketplace.updateReputation({ nodeId, delta: -50n }))
    await done(marketplace.incrementTaskCount({ nodeId }))
    await done(marketplace.slashStake({ nodeId, amount: 1n }))
    expect(await stranger.getNodeDetails({ nodeId })).toMatchObject({
      ...{ openTasks: 0n, totalEarnings: 11n, totalTasksCompleted: 2n, stakedAmount: parameters.minimumStake - 1n },
    })
  })

  test('behavior: governance', async () => {
    const nodeId = await activeNode()
    await done(owner.slashNode({ nodeId, amount: 2n }))
    await done(owner.addTrustedNode({ nodeId }))
    expect((await owner.getNodeDetails({ nodeId })).tier).toBe(1)
    await done(owner.setNodeTier({ nodeId, tier: 2 }))
    await done(owner.setPartnerSLA({ nodeId, signed: true }))
    await done(owner.updateNodeStatus({ nodeId, status: NodeStatus.Inactive }))
    expect(await owner.getNodeDetails({ nodeId })).toMatchObject({ tier: 2, status: NodeStatus.Inactive })
    await done(owner.updateMinStake({ minimumStake: parseEther('0.2') }))
    const newParameters = { ...(await owner.getNodeRegistryParameters()), registrationFee: 1n }
    expect(newParameters.minimumStake).toBe(parseEther('0.2'))
    await done(owner.setNodeRegistryParameters({ newParameters }))
    expect(await owner.getNodeRegistryParameters()).toEqual(newParameters)
  })

  test('behavior: a reviewer clears a node that failed too often', async () => {
    const nodeId = await activeNode()
    const marketplace = await as(chain.deployment.contracts.taskMarketplace)
    const claim = {
      ...{ operator: provider.account.address, buyer: buyer.account.address },
      ...{ resourceType: ResourceType.CPU, minTrustLevel: 1, requiredPower: 0n },
    }
    await done(provider.addStake({ nodeId, value: parseEther('2') }))
    for (let i = 0; i < 10; i++) {
      await done(marketplace.openTask({ nodeId, taskId: id(i), claim }))
      const outcome = { power: 0n, outcome: TaskOutcome.TimedOut, earnings: 0n, earnsReputation: false }
      await done(marketplace.closeTask({ nodeId, taskId: id(i), ...outcome }))
    }
    const reviewer = recording(chain.client(testAccount(7)))
    expect((await reviewer.getNodeDetails({ nodeId })).underReview).toBe(true)
    await done(reviewer.clearReview({ nodeId }))
    expect((await reviewer.getNodeDetails({ nodeId })).underReview).toBe(false)
  })

  test('behavior: a ban is proposed, appealed, cancelled, and carried out', async () => {
    const nodeId = await activeNode()
    const arbitrator = recording(chain.client(chain.arbitrator))
    const account = { owner: provider.account.address }
    const proposed = await done(arbitrator.proposeBan({ nodeId, evidenceURI: 'ipfs://evidence' }))
    expect(proposed.map(({ eventName }) => eventName)).toEqual(['BanProposed'])
    await done(provider.appealBan({ nodeId, appealURI: 'ipfs://answer' }))
    expect(await stranger.getNodeDetails({ nodeId })).toMatchObject({ suspended: true, ownerBanned: false })
    await expect(stranger.executeBan({ nodeId })).rejects.toMatchObject({
      ...{ errorName: 'NodeRegistry_AppealWindowNotOver', retryable: true },
    })
    await done(owner.cancelBan({ nodeId }))
    expect((await stranger.getNodeDetails({ nodeId })).suspended).toBe(false)
    await done(arbitrator.proposeBan({ nodeId, evidenceURI: 'ipfs://more' }))
    await chain.increaseTime(parameters.appealWindow)
    await done(stranger.executeBan({ nodeId }))
    expect(await stranger.getNodeDetails({ nodeId })).toMatchObject({
      ...{ status: NodeStatus.Slashed, ownerBanned: true, stakedAmount: parameters.minimumStake / 2n },
    })
    expect(await stranger.isBanned(account)).toBe(true)
    await expect(register()).rejects.toMatchObject({ errorName: 'NodeRegistry_OwnerBanned', args: account })
  })

  test('behavior: a bid holds its node', async () => {
    const nodeId = await activeNode()
    const marketplace = await as(chain.deployment.contracts.taskMarketplace)
    const claim = {
      ...{ operator: provider.account.address, buyer: buyer.account.address },
      ...{ resourceType: ResourceType.CPU, minTrustLevel: 1, requiredPower: 0n },
    }
    const until = (await stranger.getBlock()).timestamp + 1_000n
    await done(marketplace.holdForBid({ taskId: id(1), nodeId, claim, until }))
    expect((await stranger.getNodeDetails({ nodeId })).heldUntil).toBe(until)
    await expect(provider.deactivateNode({ nodeId })).rejects.toMatchObject({
      ...{ errorName: 'NodeRegistry_HeldForBid', args: { nodeId, heldUntil: until }, retryable: true },
    })
  })

  test('error: too little is paid', async () => {
    await expect(register(1n)).rejects.toMatchObject({
      ...{ errorName: 'NodeRegistry_PaymentTooLow', args: { paid: 1n, required: parseEther('0.6') } },
    })
  })

  test('error: nothing was sent that the contract would refuse', async () => {
    const before = await provider.getTransactionCount({ address: provider.account.address })
    await expect(provider.addStake({ nodeId: id(1), value: 1n })).rejects.toMatchObject({
      errorName: 'NodeRegistry_UnknownNode',
    })
    expect(await provider.getTransactionCount({ address: provider.account.address })).toBe(before)
  })
})

describe('proofOfWorkVerifier', () => {
  test('default', async () => {
    const nodeId = await register()
    const challengeId = await issue(nodeId)
    expect(await stranger.getChallengeDetails({ challengeId })).toMatchObject({ nodeId, solutions: 3n, solved: 0n })
    expect(await stranger.getChallenge({ challengeId })).toMatchObject({ nodeId, completed: false })
    expect((await stranger.getProof({ nodeId })).openChallengeId).toBe(challengeId)
    await done(provider.submitSolution({ challengeId, solution: 0n }))
    await done(provider.submitSolutions({ challengeId, nonces: [4n, 9n] }))
    expect(await stranger.getChallenge({ challengeId })).toMatchObject({ completed: true })
    expect(await stranger.getVerificationHistory({ nodeId })).toMatchObject([{ nodeId, passed: true }])
    expect(await stranger.isNodeActive({ nodeId })).toBe(true)
    expect(await stranger.getNextDifficulty({ nodeId })).toBeGreaterThan(0n)
    expect(await stranger.getNextChallengeAt({ nodeId })).toBeGreaterThan(0n)
  })

  test('behavior: anyone expires what was left unsolved', async () => {
    const challengeId = await issue(await register())
    await expect(stranger.expireChallenge({ challengeId })).rejects.toMatchObject({
      ...{ errorName: 'ProofOfWorkVerifier_DeadlineNotOver', retryable: true },
    })
    await chain.increaseTime(parameters.challengeDeadline + 1n)
    const events = await done(stranger.expireChallenge({ challengeId }))
    expect(events.map(({ eventName }) => eventName)).toContain('ChallengeFailed')
  })

  test('behavior: governance and arithmetic', async () => {
    const newParameters = { ...(await owner.getProofOfWorkVerifierParameters()), solutionsPerChallenge: 5n }
    await done(owner.setProofOfWorkVerifierParameters({ newParameters }))
    expect(await stranger.getProofOfWorkVerifierParameters()).toEqual(newParameters)
    const power = await stranger.calculateComputePower({ solutionTime: 100n, difficulty: 5_000_000_000n })
    expect(power).toBe(10n ** 18n)
    const nodeRegistry = chain.deployment.contracts.nodeRegistry
    expect(await stranger.getNodeRegistry({ contract: 'proofOfWorkVerifier' })).toBe(nodeRegistry)
  })
})

describe('taskMarketplace', () => {
  test('default', async () => {
    const nodeId = await activeNode()
    const taskId = await post()
    expect(await stranger.getTaskDetails({ taskId })).toMatchObject({ status: TaskStatus.Open, escrowAmount: cost })
    expect(await stranger.getOpenTasks({ resourceType: ResourceType.CPU })).toEqual([taskId])
    expect(await stranger.matchTask({ taskId })).toEqual([nodeId])
    await done(provider.acceptTask({ taskId, nodeId }))
    await done(provider.submitResult({ taskId, resultHash: id(9), resultURI: 'ipfs://result' }))
    const events = await done(buyer.approveResult({ taskId }))
    expect(events.find(({ eventName }) => eventName === 'EscrowReleased')?.args).toMatchObject({
      ...{ provider: provider.account.address, providerPayout: (cost * 92n) / 100n, platformFee: (cost * 8n) / 100n },
    })
    expect(await stranger.getTask({ taskId })).toMatchObject({ status: TaskStatus.Verified, assignedNode: nodeId })
    expect(await stranger.getTasksByProvider({ nodeId })).toEqual([taskId])
    expect(await stranger.getTasksByProvider({ nodeId, limit: 10n })).toEqual([taskId])
  })

  test('behavior: tasks are found by buyer, by salt and by type', async () => {
    const { address } = buyer.account
    const taskId = await post()
    expect(await stranger.getTasksByBuyer({ buyer: address })).toEqual([taskId])
    expect(await stranger.getTasksByBuyer({ buyer: address, offset: 1n, limit: 1n })).toEqual([])
    expect(await stranger.getOpenTasks({ resourceType: ResourceType.CPU, offset: 0n, limit: 1n })).toEqual([taskId])
    expect(await stranger.matchTask({ taskId, offset: 0n, limit: 1n })).toEqual([])
    expect(await stranger.getTaskCount({ resourceType: ResourceType.CPU })).toBe(1n)
    expect(await stranger.getBuyerTaskCount({ buyer: address })).toBe(1n)
    const salt = keccak256(pad(numberToHex(0)))
    expect(await stranger.computeTaskId({ buyer: address, salt })).toBe(taskId)
  })

  test('behavior: the buyer takes it back', async () => {
    const taskId = await post()
    const events = await done(buyer.cancelTask({ taskId }))
    expect(events.find(({ eventName }) => eventName === 'TaskCancelled')?.args).toEqual({ taskId, refundAmount: cost })
  })

  test('behavior: nobody takes it', async () => {
    const taskId = await post()
    await chain.increaseTime(parameters.openWindow + 1n)
    await done(stranger.expireTask({ taskId }))
    expect((await stranger.getTaskDetails({ taskId })).status).toBe(TaskStatus.Cancelled)
  })

  test('behavior: the buyer stays silent', async () => {
    const nodeId = await activeNode()
    const taskId = await post()
    await done(provider.acceptTask({ taskId, nodeId }))
    await done(provider.submitResult({ taskId, resultHash: id(9), resultURI: '' }))
    await chain.increaseTime(parameters.reviewWindow + 1n)
    await done(stranger.finalizeTask({ taskId }))
    expect((await stranger.getTaskDetails({ taskId })).status).toBe(TaskStatus.Verified)
  })

  test('behavior: nodes that do not deliver', async () => {
    const first = await activeNode()
    const second = await activeNode()
    const taskId = await post()
    await done(provider.acceptTask({ taskId, nodeId: first }))
    await done(provider.abandonTask({ taskId }))
    expect(await stranger.isExcluded({ taskId, nodeId: first })).toBe(true)
    await done(provider.acceptTask({ taskId, nodeId: second }))
    await chain.increaseTime(7_200n)
    await done(stranger.timeoutTask({ taskId }))
    expect(await stranger.getTaskDetails({ taskId })).toMatchObject({ status: TaskStatus.Open, failedAttempts: 2n })
  })

  test('behavior: the whole form of a task, in ETH, by salt', async () => {
    const { address } = buyer.account
    const taskId = await stranger.computeTaskId({ buyer: address, salt: id(7) })
    const request = requestOf({ salt: id(7) })
    await done(buyer.postTask({ request, value: cost }))
    expect(await stranger.getTasksByBuyer({ buyer: address })).toEqual([taskId])
    // A retry never posts twice.
    await expect(buyer.postTask({ request, value: cost })).rejects.toMatchObject({
      ...{ errorName: 'TaskMarketplace_TaskExists', args: { taskId } },
    })
    const permit = { value: 0n, deadline: 0n, v: 27, r: id(0), s: id(0) }
    await done(buyer.postTaskWithPermit({ request: requestOf({ salt: id(8) }), permit, value: cost }))
    expect(await stranger.getBuyerTaskCount({ buyer: address })).toBe(2n)
  })

  test('behavior: sealed bids, of which the buyer selects one', async () => {
    const [first, second] = [await activeNode(), await activeNode()]
    const taskId = await post({ mode: AssignmentMode.SealedBid })
    await bid(taskId, first, maxPrice / 2n)
    await bid(taskId, second, maxPrice / 4n)
    expect(await stranger.getAuction({ taskId })).toMatchObject({ round: 1n, bidCount: 2n, bestPrice: 0n })
    await chain.increaseTime(parameters.commitWindow + 1n)
    await done(provider.revealBid({ taskId, nodeId: first, pricePerHour: maxPrice / 2n, salt: id(3) }))
    await done(provider.revealBid({ taskId, nodeId: second, pricePerHour: maxPrice / 4n, salt: id(3) }))
    expect(await stranger.getAuction({ taskId })).toMatchObject({ bestNode: second, bestPrice: maxPrice / 4n })
    expect(await stranger.getBid({ taskId, round: 1n, nodeId: first })).toMatchObject({
      ...{ status: BidStatus.Revealed, order: 1n, pricePerHour: maxPrice / 2n },
    })
    await chain.increaseTime(parameters.revealWindow + 1n)
    await done(buyer.selectBid({ taskId, nodeId: first }))
    expect((await stranger.getTaskDetails({ taskId })).status).toBe(TaskStatus.Assigned)
    await done(provider.startTask({ taskId }))
    await done(provider.submitResult({ taskId, resultHash: id(9), resultURI: '' }))
    const events = await done(buyer.approveResult({ taskId }))
    expect(events.map(({ eventName }) => eventName)).toContain('EscrowDifferenceRefunded')
  })

  test('behavior: the best bid wins where the buyer does not choose, and who did not reveal is reported', async () => {
    const [first, second] = [await activeNode(), await activeNode()]
    const taskId = await post({ mode: AssignmentMode.SealedBid })
    await bid(taskId, first, maxPrice)
    await bid(taskId, second, 1n)
    await chain.increaseTime(parameters.commitWindow + 1n)
    await done(provider.revealBid({ taskId, nodeId: first, pricePerHour: maxPrice, salt: id(3) }))
    await chain.increaseTime(parameters.revealWindow + parameters.selectionWindow + 1n)
    await done(stranger.settleAuction({ taskId }))
    expect(await stranger.getTaskDetails({ taskId })).toMatchObject({ assignedNode: first, agreedPrice: maxPrice })
    await done(stranger.reportUnrevealedBid({ taskId, round: 1n, nodeId: second }))
    expect((await stranger.getBid({ taskId, round: 1n, nodeId: second })).status).toBe(BidStatus.Reported)
    expect((await stranger.getNodeDetails({ nodeId: second })).reputation).toBe(4_800n)
  })

  test('behavior: a dispute, with evidence, and a ruling', async () => {
    const taskId = await delivered()
    const bond = await stranger.getDisputeBond({ taskId })
    expect(bond).toBe(cost / 50n)
    await expect(buyer.disputeTask({ taskId, reason: 'wrong' })).rejects.toMatchObject({
      ...{ errorName: 'TaskMarketplace_WrongPayment', args: { paid: 0n, required: bond } },
    })
    await done(buyer.disputeTask({ taskId, reason: 'wrong', value: bond }))
    await done(provider.submitEvidence({ taskId, evidenceURI: 'ipfs://log' }))
    const outcome = DisputeOutcome.Split
    const preview = { taskId, outcome, agreedAmount: cost, providerShareBps: 5_000n }
    const { provider: share, buyer: back, treasury, arbitrators } = splitDispute({ amount: cost, ...preview })
    expect(await stranger.previewDispute(preview)).toEqual({
      ...{ providerPayout: share, buyerPayout: back, platformFee: treasury, arbitrationFee: arbitrators },
    })
    const arbitrator = recording(chain.client(chain.arbitrator))
    expect(await stranger.getArbitrator()).toBe(arbitrator.account.address)
    const events = await done(arbitrator.resolveDispute({ taskId, outcome, providerShareBps: 5_000n }))
    expect(events.find(({ eventName }) => eventName === 'DisputeSettled')?.args).toMatchObject({
      ...{ outcome, providerPayout: share, buyerPayout: back, arbitrationFee: arbitrators },
    })
  })

  test('behavior: a dispute that nobody rules on ends all the same', async () => {
    const taskId = await delivered()
    const value = await stranger.getDisputeBond({ taskId })
    await done(buyer.disputeTask({ taskId, reason: 'wrong', value }))
    await expect(stranger.resolveStaleDispute({ taskId })).rejects.toMatchObject({
      ...{ errorName: 'TaskMarketplace_DisputeWindowNotOver', retryable: true },
    })
    await chain.increaseTime(parameters.disputeWindow + 1n)
    await done(stranger.resolveStaleDispute({ taskId }))
    expect((await stranger.getTaskDetails({ taskId })).status).toBe(TaskStatus.Verified)
  })

  test('behavior: governance names another arbitrator', async () => {
    await done(owner.setArbitrator({ newArbitrator: stranger.account.address }))
    expect(await stranger.getArbitrator()).toBe(stranger.account.address)
    await expect(owner.setArbitrator({ newArbitrator: owner.account.address })).rejects.toMatchObject({
      errorName: 'TaskMarketplace_InvalidArbitrator',
    })
  })

  test('behavior: governance', async () => {
    const { nodeRegistry, escrowManager, proofOfWorkVerifier, priceOracle } = chain.deployment.contracts
    expect(await stranger.getNodeRegistry({ contract: 'taskMarketplace' })).toBe(nodeRegistry)
    expect(await stranger.getEscrowManager()).toBe(escrowManager)
    const extensions = [
      await stranger.getExtension({ contract: 'nodeRegistry' }),
      await stranger.getExtension({ contract: 'taskMarketplace' }),
    ]
    expect(new Set([zeroAddress, nodeRegistry, ...extensions]).size).toBe(4)
    expect(await stranger.getPowVerifier()).toBe(proofOfWorkVerifier)
    expect(await stranger.getPriceOracle()).toBe(priceOracle)
    const newParameters = { ...(await owner.getTaskMarketplaceParameters()), attempts: 2n }
    await done(owner.setTaskMarketplaceParameters({ newParameters }))
    expect(await stranger.getTaskMarketplaceParameters()).toEqual(newParameters)
    await done(owner.setReferencePrice({ resourceType: ResourceType.GPU, price: parseEther('1') }))
    expect(await stranger.getReferencePrice({ resourceType: ResourceType.GPU })).toBe(parseEther('1'))
    const task = { resourceType: ResourceType.GPU, requiredPower: parseEther('2'), duration: 1_800n }
    expect(await stranger.estimateTaskCost(task)).toBe(parseEther('1'))
    expect(await stranger.getTaskCost({ maxPrice: 3_601n, duration: 1n })).toBe(2n)
    await done(owner.setPriceOracle({ priceOracle: nodeRegistry }))
    expect(await stranger.getPriceOracle()).toBe(nodeRegistry)
  })

  test('error: a reference is set once', async () => {
    const { nodeRegistry, escrowManager } = chain.deployment.contracts
    for (const setting of [
      () => owner.setEscrowManager({ escrowManager }),
      () => owner.setPowVerifier({ powVerifier: nodeRegistry }),
      () => owner.setNodeRegistry({ contract: 'taskMarketplace', nodeRegistry }),
      () => owner.setNodeRegistry({ contract: 'proofOfWorkVerifier', nodeRegistry }),
    ]) {
      await expect(setting()).rejects.toMatchObject({ errorName: expect.stringMatching(/_ReferenceAlreadySet$/) })
    }
  })
})

describe('escrowManager', () => {
  test('default', async () => {
    const escrow = await as(chain.deployment.contracts.taskMarketplace)
    const taskId = id(1)
    await done(escrow.deposit({ taskId, buyer: buyer.account.address, value: 1_000n }))
    expect(await stranger.getEscrow({ taskId })).toMatchObject({ amount: 1_000n, released: false })
    expect(await stranger.previewRelease({ taskId })).toEqual({ providerPayout: 920n, platformFee: 80n })
    await done(escrow.release({ taskId, provider: provider.account.address }))
    expect(await stranger.getEscrowDetails({ taskId })).toMatchObject({ status: 2, feeBps: 800n })
    await done(escrow.deposit({ taskId: id(2), buyer: buyer.account.address, value: 1_000n }))
    await done(escrow.refund({ taskId: id(2) }))
    expect(await stranger.getEscrowDetails({ taskId: id(2) })).toMatchObject({ status: 3 })
  })

  test('behavior: below the deposit, shared, and disputed', async () => {
    const escrow = await as(chain.deployment.contracts.taskMarketplace)
    const payee = provider.account.address
    for (const number of [1, 2, 3]) {
      await done(escrow.deposit({ taskId: id(number), buyer: buyer.account.address, value: 1_000n }))
    }
    const below = { taskId: id(1), agreedAmount: 500n }
    expect(await stranger.previewReleaseAt(below)).toEqual({ providerPayout: 460n, platformFee: 40n })
    await done(escrow.releaseAt({ ...below, provider: payee }))
    await done(escrow.splitPayment({ taskId: id(2), provider: payee, providerShareBps: 9_800n }))
    await done(escrow.depositBond({ taskId: id(3), amount: 20n, value: 20n }))
    expect(await stranger.getEscrowDetails({ taskId: id(3) })).toMatchObject({
      status: EscrowStatus.Disputed,
      bond: 20n,
    })
    const ruling = { outcome: DisputeOutcome.ProviderWins, agreedAmount: 1_000n, providerShareBps: 0n }
    const arbitrator = chain.arbitrator.address
    await done(escrow.settleDispute({ taskId: id(3), provider: payee, arbitrator, ...ruling }))
    for (const [i, providerPayout] of [460n, 900n, 920n].entries()) {
      const details = await stranger.getEscrowDetails({ taskId: id(i + 1) })
      expect(details).toMatchObject({ status: EscrowStatus.Settled, providerPayout })
    }
  })

  test('behavior: governance lists the currencies', async () => {
    // Whatever it is asked, it answers 6.
    const currency = pad('0x60', { size: 20 })
    await stranger.request({ method: 'anvil_setCode', params: [currency, '0x60065f5260205ff3'] } as never)
    expect(await stranger.isCurrencyAccepted({ currency })).toBe(false)
    await done(owner.setCurrency({ currency, accepted: true }))
    expect(await stranger.isCurrencyAccepted({ currency })).toBe(true)
    expect(await stranger.isCurrencyAccepted({ currency: zeroAddress })).toBe(true)
    await done(owner.setCurrency({ currency, accepted: false }))
    const escrow = await as(chain.deployment.contracts.taskMarketplace)
    const money = { taskId: id(1), buyer: buyer.account.address, currency, amount: 1n }
    await expect(escrow.depositToken(money)).rejects.toMatchObject({
      ...{ errorName: 'EscrowManager_CurrencyNotAccepted', args: { currency } },
    })
  })

  test('behavior: governance changes the fee of escrows to come', async () => {
    await done(owner.updatePlatformFee({ feeBps: 500n }))
    expect(await stranger.getPlatformFeeBps()).toBe(500n)
  })

  test('behavior: the treasury gets its fees, and whoever refuses money gets it later', async () => {
    const contract = 'escrowManager'
    await done(owner.setTreasury({ contract, newTreasury: stranger.account.address }))
    expect(await stranger.getTreasury({ contract })).toBe(stranger.account.address)
    const escrow = await as(chain.deployment.contracts.taskMarketplace)
    // The oracle takes no ETH, so that its payout is kept for it.
    const { priceOracle } = chain.deployment.contracts
    await done(escrow.deposit({ taskId: id(1), buyer: buyer.account.address, value: 1_000n }))
    await done(escrow.release({ taskId: id(1), provider: priceOracle }))
    expect(await stranger.getAccruedFees({ contract, currency: zeroAddress })).toBe(80n)
    await done(stranger.sweepFees({ contract, currency: zeroAddress }))
    expect(await stranger.getAccruedFees({ contract, currency: zeroAddress })).toBe(0n)
    const credit = { contract, currency: zeroAddress, account: priceOracle } as const
    expect(await stranger.getCreditOf(credit)).toBe(920n)
    const to = stranger.account.address
    await done((await as(priceOracle)).withdrawCredit({ contract, currency: zeroAddress, to }))
    expect(await stranger.getCreditOf(credit)).toBe(0n)
  })
})

describe('priceOracle', () => {
  test('default', async () => {
    expect(await stranger.getEthUsd()).toBe(parseEther('3000'))
    const usd = await stranger.getUsdValue({ currency: zeroAddress, amount: parseEther('0.5') })
    expect(usd).toEqual({ value: parseEther('1500'), fresh: true })
    expect(await stranger.getUsdc()).toBe(chain.usdc)
    expect(await stranger.getUsdValue({ currency: chain.usdc, amount: 1n })).toEqual({ value: 10n ** 12n, fresh: true })
  })
})

describe('governed', () => {
  const contract = 'nodeRegistry' as const

  test('default', async () => {
    await done(owner.pause({ contract }))
    expect(await stranger.isPaused({ contract })).toBe(true)
    await expect(register()).rejects.toMatchObject({ errorName: 'Governed_Paused', retryable: true })
    expect(await stranger.getPausedUntil({ contract })).toBeGreaterThan(0n)
    await done(owner.unpause({ contract }))
    expect(await stranger.isPaused({ contract })).toBe(false)
  })

  test('behavior: the ownership changes hands in two steps', async () => {
    const newOwner = stranger.account.address
    await done(owner.transferOwnership({ contract, newOwner }))
    expect(await stranger.getPendingDefaultAdmin({ contract })).toMatchObject({ newAdmin: newOwner })
    await done(owner.cancelDefaultAdminTransfer({ contract }))
    await done(owner.transferOwnership({ contract, newOwner }))
    await chain.increaseTime(1n)
    await done(stranger.acceptDefaultAdminTransfer({ contract }))
    expect(await stranger.getOwner({ contract })).toBe(newOwner)
  })

  test('behavior: roles', async () => {
    const role = roles.reviewer
    const account = stranger.account.address
    expect(await stranger.getRoleAdmin({ contract, role })).toBe(roles.admin)
    await done(owner.grantRole({ contract, role, account }))
    expect(await stranger.hasRole({ contract, role, account })).toBe(true)
    expect(await stranger.getRoleMemberCount({ contract, role })).toBe(2n)
    expect(await stranger.getRoleMember({ contract, role, index: 1n })).toBe(account)
    expect(await stranger.getRoleMembers({ contract, role })).toEqual([testAccount(7).address, account])
    await done(stranger.renounceRole({ contract, role, account }))
    await done(owner.grantRole({ contract, role, account }))
    await done(owner.revokeRole({ contract, role, account }))
    expect(await stranger.hasRole({ contract, role, account })).toBe(false)
  })

  test('behavior: the code behind a proxy is exchanged by the owner', async () => {
    const slot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'
    const address = chain.deployment.contracts.taskMarketplace
    const before = await stranger.getStorageAt({ address, slot })
    const verifier = await stranger.getStorageAt({ address: chain.deployment.contracts.proofOfWorkVerifier, slot })
    const newImplementation = `0x${verifier?.slice(26)}` as const
    await done(owner.upgradeToAndCall({ contract: 'taskMarketplace', newImplementation, data: '0x' }))
    expect(await stranger.getStorageAt({ address, slot })).not.toBe(before)
  })

  test('error: a stranger', async () => {
    await expect(stranger.pause({ contract })).rejects.toMatchObject({ errorName: 'Governed_NotPauser' })
    await expect(
      stranger.grantRole({ contract, role: roles.reviewer, account: stranger.account.address }),
    ).rejects.toMatchObject({ errorName: 'AccessControlUnauthorizedAccount' })
  })
})

test('args: a bad one is named, with what was expected', async () => {
  await expect(provider.addStake({ nodeId: '0x12', value: 1n })).rejects.toThrow(/nodeId.*\n.*bytes32.*\n.*"0x12"/)
  await expect(provider.addStake({ nodeId: id(1), value: '1' as never })).rejects.toThrow(/`value`/)
  await expect(provider.addStake(undefined as never)).rejects.toThrow(/`parameters`/)
  await expect(stranger.getNodeCount({ resourceType: 300 as never })).rejects.toThrow(/resourceType/)
  await expect(stranger.getNodesByOwner({ owner: 'me' as never })).rejects.toThrow(/`owner`.*\n.*an address/)
  await expect(stranger.getOwner({ contract: 'moon' as never })).rejects.toThrow(/one of nodeRegistry/)
  await expect(stranger.updateMinStake({ minimumStake: maxUint256 + 1n })).rejects.toThrow(/minimumStake/)
})

test('args: an aborted signal stops before anything is sent', async () => {
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(owner.pause({ contract: 'nodeRegistry', signal })).rejects.toThrow('enough')
  await expect(owner.isPaused({ contract: 'nodeRegistry', signal })).rejects.toThrow('enough')
  expect(await owner.isPaused({ contract: 'nodeRegistry' })).toBe(false)
})

test('behavior: every action was called', () => {
  expect(Object.keys(actions).filter((name) => !called.has(name))).toEqual([])
})

test('behavior: every function of the contracts has an action', () => {
  /** Why a function has none. */
  const without = [
    /^[A-Z_]+$/, // constants: `parameters` of @aiigo/core, `roles`
    /^(initialize|proxiableUUID|supportsInterface)$/, // for contracts and deployments, not for people
    /^(begin|change|rollback)DefaultAdmin|^defaultAdmin|^pendingDefaultAdminDelay$/, // a second vocabulary: transferOwnership, getOwner; there is no delay
  ]
  const missing = Object.values(abis)
    .flat()
    .filter((item) => item.type === 'function')
    .filter(({ name }) => !without.some((pattern) => pattern.test(name)))
    .filter((item) => !reached.has(toFunctionSelector(item)))
  expect(missing.map(({ name }) => name)).toEqual([])
})

const maxPrice = parseEther('0.01')
const duration = 3_600n
const cost = taskCostUp(maxPrice, duration)

async function register(value = parameters.registrationFee + parameters.minimumStake): Promise<Hex> {
  const sent = provider.registerNode({ resourceType: ResourceType.CPU, metadataURI: 'ipfs://node', value })
  return argument(await done(sent), 'nodeId')
}

async function issue(nodeId: Hex): Promise<Hex> {
  return argument(await done(provider.issueChallenge({ nodeId })), 'challengeId')
}

async function activeNode(): Promise<Hex> {
  const nodeId = await register()
  // At difficulty 1 every nonce solves.
  await done(provider.submitSolutions({ challengeId: await issue(nodeId), nonces: [1n, 2n, 3n] }))
  return nodeId
}

const task = {
  ...{ resourceType: ResourceType.CPU, requiredPower: 0n, duration, maxPrice, minTrustLevel: 1 },
  specificationURI: 'ipfs://work',
} as const

function requestOf(more: Partial<TaskRequest>): TaskRequest {
  const mode = AssignmentMode.Instant
  return { ...task, mode, currency: zeroAddress, directNode: id(0), salt: id(1), ...more }
}

/** By the seed design's call, or by the whole form. */
async function post(more?: Partial<TaskRequest>): Promise<Hex> {
  const sent = more
    ? buyer.postTask({ request: requestOf(more), value: cost })
    : buyer.createTask({ ...task, value: cost })
  return argument(await done(sent), 'taskId')
}

async function bid(taskId: Hex, nodeId: Hex, pricePerHour: bigint): Promise<void> {
  const secret = { owner: provider.account.address, pricePerHour, salt: id(3) }
  const commitment = await provider.computeCommitment({ taskId, nodeId, ...secret })
  await done(provider.commitBid({ taskId, nodeId, commitment }))
}

/** A task whose result waits for the buyer. */
async function delivered(): Promise<Hex> {
  const nodeId = await activeNode()
  const taskId = await post()
  await done(provider.acceptTask({ taskId, nodeId }))
  await done(provider.submitResult({ taskId, resultHash: id(9), resultURI: '' }))
  return taskId
}

async function done(sent: Promise<Hash>) {
  return (await stranger.waitForEvents({ hash: await sent })).events
}

function argument(events: Awaited<ReturnType<typeof done>>, name: string): Hex {
  for (const { args } of events) if (name in args) return (args as Record<string, Hex>)[name] as Hex
  throw new Error(`no event with ${name}`)
}

async function as(address: `0x${string}`): Promise<MarketClient> {
  await chain.impersonate(address)
  return recording(chain.client(address))
}

function id(number: number): Hex {
  return pad(numberToHex(number), { size: 32 })
}

/** Notes which actions were called. */
function recording(client: MarketClient): MarketClient {
  return new Proxy(client, {
    get(target, name) {
      if (typeof name === 'string' && name in actions) called.add(name)
      return Reflect.get(target, name)
    },
  })
}
