import { Eligibility, NodeStatus, parameters, roles, TaskOutcome, trustLevel } from '@aiigo/core'
import { expect, test } from 'vitest'
import type { Command } from '../decide.ts'
import { evolve } from '../evolve.ts'
import { type Address, ETH, type Hex, NO_ID } from '../hex.ts'
import { nodeIdOf } from '../ids.ts'
import type { MarketState, NodeState } from '../state.ts'
import { event } from '../testing.ts'
import { eligibilityOfOwner } from './nodeRegistry.ts'
import * as t from './taskMarketplace/testing.ts'
import { type Context, Transaction } from './transaction.ts'
import { trustLevelOf } from './trust.ts'

const { owner, provider, buyer, arbitrator, taskId, nodeId } = t
const { proofOfWorkVerifier: verifier, taskMarketplace: marketplace } = t.deployment
const WEI = 10n ** 18n
const UINT256 = 2n ** 256n - 1n
const PRICE = parameters.registrationFee + parameters.minimumStake
const COOLDOWN = Number(parameters.stakeCooldown)
const APPEAL = Number(parameters.appealWindow)

type Named = Extract<Command, { contract: 'nodeRegistry' }>
type Args<name> = Extract<Named, { name: name }>['args']
type Call = [Command, Partial<Context>]

function call<name extends Named['name']>(sender: Address, name: name, args: Args<name>, given = {}): Call {
  return [{ contract: 'nodeRegistry', name, args } as Command, { sender, ...given }]
}

const said = (state: MarketState, [command, given]: Call): unknown[] =>
  t.run(state, command, given).map(({ name, args }) => {
    const { nodeId: _nodeId, taskId: _taskId, ...rest } = args as Record<string, unknown>
    return [name, ...Object.values(rest)]
  })

/** A market whose node is changed by hand, to stand where a way there would be long. */
function market(changes: Partial<NodeState> = {}): MarketState {
  const state = t.market()
  Object.assign(nodeIn(state), changes)
  return state
}

function nodeIn(state: MarketState, id: Hex = nodeId): NodeState {
  const node = state.nodes.get(id)
  if (!node) throw new Error('no such node')
  return node
}

const register = (given: Partial<Context> = {}, resourceType = 0, metadataURI = 'ipfs://m') =>
  call(buyer, 'registerNode', { resourceType, metadataURI }, { value: PRICE, ...given })
const claim = { operator: provider, buyer, resourceType: 0, minTrustLevel: 1, requiredPower: 400n }
const openTask = (changes: Partial<typeof claim> = {}, id = nodeId) =>
  call(marketplace, 'openTask', { taskId, nodeId: id, claim: { ...claim, ...changes } })
const closed = { taskId, nodeId, power: 400n, outcome: 0, earnings: 9n, earnsReputation: true }
const closeTask = (changes: Partial<typeof closed> = {}) => call(marketplace, 'closeTask', { ...closed, ...changes })
const working = (changes: Partial<NodeState> = {}) => market({ openTasks: 1, reservedPower: 400n, ...changes })

test('default: from registration to activity and out again', () => {
  const state = t.market()
  expect(t.run(state, ...register({ value: PRICE + 1n })).map(({ name }) => name)).toEqual([
    ...['NodeRegistered', 'NodeSpecified', 'NodeMetadataUpdated', 'StakeDeposited'],
  ])
  const id = nodeIdOf(t.deployment, buyer, 0)
  expect(nodeIn(state, id)).toMatchObject({ stakedAmount: parameters.minimumStake + 1n, reputation: 5_000 })
  expect(said(state, call(verifier, 'openChallenge', { nodeId: id }))).toEqual([['NodeChallengeOpened']])
  expect(said(state, call(verifier, 'passChallenge', { nodeId: id, power: 2n ** 200n }))).toEqual([
    ['NodeChallengeClosed', true],
    ['ComputePowerUpdated', 0n, 2n ** 104n - 1n, 10_000n],
    ['NodeStatusChanged', NodeStatus.Pending, NodeStatus.Verified],
    ['NodeStatusChanged', NodeStatus.Verified, NodeStatus.Active],
  ])
  expect(said(state, call(buyer, 'deactivateNode', { nodeId: id }))).toEqual([
    ['NodeStatusChanged', NodeStatus.Active, NodeStatus.Inactive],
    ['StakeCooldownStarted', BigInt(10_000 + COOLDOWN)],
  ])
  expect(said(state, call(buyer, 'activateNode', { nodeId: id }))).toEqual([
    ['NodeStatusChanged', NodeStatus.Inactive, NodeStatus.Active],
    ['StakeCooldownStarted', 0n],
  ])
})

test('default: a task is taken and ends', () => {
  const state = t.market()
  expect(said(state, openTask())).toEqual([['NodeTaskOpened', 400n, 400n, 1n]])
  expect(said(state, closeTask())).toEqual([
    ['ReputationUpdated', 5_000n, 5_050n],
    ['NodeTaskClosed', TaskOutcome.Verified, 9n, 0n, 0n, 1n, 0n],
  ])
})

const STAKE = 9n * WEI + 500n
test.each([
  ['verified without reputation', TaskOutcome.Verified, false, []],
  ['won', TaskOutcome.DisputeWon, true, [['ReputationUpdated', 5_000n, 5_100n]]],
  ['timed out', TaskOutcome.TimedOut, true, [['NodeSlashed', STAKE / 20n, 'task timed out'], 4_800n]],
  ['abandoned', TaskOutcome.Abandoned, true, [['NodeSlashed', STAKE / 20n, 'task abandoned'], 4_800n]],
  ['lost', TaskOutcome.DisputeLost, true, [['NodeSlashed', STAKE / 20n, 'dispute lost'], 4_500n]],
  ['settled', TaskOutcome.Settled, true, []],
])('args: a task that was %s', (_, outcome, earnsReputation, expected) => {
  const events = said(working(), closeTask({ outcome, earnsReputation }))
  const written = expected.map((one) => (typeof one === 'bigint' ? ['ReputationUpdated', 5_000n, one] : one))
  expect(events.slice(0, -1)).toEqual(written)
})

test('behavior: failures flag from the tenth task on, once; a tenth success may too', () => {
  const names = (state: MarketState, outcome: TaskOutcome) =>
    t.run(state, ...closeTask({ outcome })).map(({ name }) => name)
  const record = { totalTasksCompleted: 6, totalTasksFailed: 3 }
  expect(names(working(record), TaskOutcome.Verified)).toContain('NodeFlaggedForReview')
  expect(names(working(record), TaskOutcome.TimedOut)).toContain('NodeFlaggedForReview')
  expect(names(working({ ...record, totalTasksCompleted: 7 }), TaskOutcome.Verified)).not.toContain(
    'NodeFlaggedForReview',
  )
  expect(names(working({ ...record, underReview: true }), TaskOutcome.TimedOut)).not.toContain('NodeFlaggedForReview')
  expect(said(market(record), call(marketplace, 'incrementTaskCount', { nodeId }))).toEqual([
    ['NodeTaskCountIncremented', 7n],
    ['NodeFlaggedForReview', 7n, 3n],
  ])
})

test.each([
  [5_000, UINT256 / 2n, 10_000n],
  [5_000, -(2n ** 255n), 0n],
  [100, -200n, 0n],
  [9_990, 50n, 10_000n],
  [5_000, 0n, undefined],
])('args: a reputation of %i changes by %s', (reputation, delta, expected) => {
  const events = said(market({ reputation }), call(marketplace, 'updateReputation', { nodeId, delta }))
  expect(events).toEqual(expected === undefined ? [] : [['ReputationUpdated', BigInt(reputation), expected]])
})

test('behavior: challenges lift a reputation to 5,000 and no further; a failed one costs 200', () => {
  const pass = call(verifier, 'passChallenge', { nodeId, power: 7n })
  const open = { challengeOpen: true }
  expect(said(market({ ...open, reputation: 4_995 }), pass)).toContainEqual(['ReputationUpdated', 4_995n, 5_000n])
  expect(said(market({ ...open, reputation: 6_000 }), pass)).toHaveLength(2)
  expect(said(market({ ...open, status: NodeStatus.Verified, stakedAmount: 1n }), pass)).toHaveLength(2)
  expect(said(market(open), call(verifier, 'failChallenge', { nodeId, power: 7n }))).toEqual([
    ['NodeChallengeClosed', false],
    ['ComputePowerUpdated', 1_000n, 7n, 1_300n],
    ['ReputationUpdated', 5_000n, 4_800n],
  ])
})

test('behavior: a bid holds its node until the latest of its ends', () => {
  const state = market({ heldUntil: 12_000 })
  const hold = (until: bigint) => call(marketplace, 'holdForBid', { taskId, nodeId, claim, until })
  expect(said(state, hold(11_000n))).toEqual([['NodeHeldForBid', 12_000n]])
  expect(said(state, hold(13_000n))).toEqual([['NodeHeldForBid', 13_000n]])
  expect(t.refusal(state, ...hold(2n ** 40n))).toBe('SafeCastOverflowedUintDowncast')
})

test('behavior: a ban waits for its appeal, and then takes half the stake and every node of the owner', () => {
  const state = t.market()
  const judge = roles.arbitrator
  if (!state.access.nodeRegistry.roles.get(judge)?.has(arbitrator))
    t.run(state, ...call(owner, 'grantRole', { role: judge, account: arbitrator }))
  const propose = call(arbitrator, 'proposeBan', { nodeId, evidenceURI: 'ipfs://e' })
  expect(said(state, propose)).toEqual([['BanProposed', arbitrator, BigInt(10_000 + APPEAL), 'ipfs://e']])
  expect(t.refusal(state, ...propose)).toBe('NodeRegistry_Suspended')
  expect(t.refusal(state, ...openTask())).toBe('NodeRegistry_Suspended')
  expect(said(state, call(provider, 'appealBan', { nodeId, appealURI: 'ipfs://a' }))).toHaveLength(1)
  const late = { time: 10_000 + APPEAL }
  expect(t.refusal(state, ...call(buyer, 'executeBan', { nodeId }))).toBe('NodeRegistry_AppealWindowNotOver')
  expect(t.refusal(state, ...call(owner, 'cancelBan', { nodeId }, late))).toBe('NodeRegistry_AppealWindowOver')
  expect(said(state, call(buyer, 'executeBan', { nodeId }, late))).toEqual([
    ['NodeSlashed', STAKE / 2n, 'misuse'],
    ['NodeStatusChanged', NodeStatus.Active, NodeStatus.Slashed],
    ['StakeCooldownStarted', BigInt(10_000 + APPEAL + COOLDOWN)],
    ['BanExecuted', provider],
  ])
  const again = call(provider, 'registerNode', { resourceType: 0, metadataURI: '' })
  expect(t.refusal(state, ...again)).toBe('NodeRegistry_OwnerBanned')
})

test('behavior: a stake goes back after its cooldown, or is credited to whom does not take it', () => {
  const state = market({ status: NodeStatus.Inactive, withdrawableFrom: 10_000 })
  const withdraw = (amount: bigint) => call(provider, 'withdrawStake', { nodeId, amount }, { refuses: () => true })
  expect(t.refusal(state, ...withdraw(STAKE - 1n))).toBe('NodeRegistry_StakeTooLow')
  expect(said(state, withdraw(STAKE))).toEqual([
    ['StakeWithdrawn', STAKE, 0n],
    ['CreditAdded', ETH, provider, STAKE, STAKE],
  ])
  expect(state.registryCredits.get(provider)).toBe(STAKE)
})

test('behavior: governance slashes, moves and names', () => {
  const state = t.market()
  const slash = (amount: bigint) => call(owner, 'slashNode', { nodeId, amount })
  expect(t.refusal(state, ...slash(STAKE / 2n + 1n))).toBe('NodeRegistry_SlashTooHigh')
  expect(said(state, slash(STAKE / 2n))).toEqual([['NodeSlashed', STAKE / 2n, 'governance']])
  expect(said(state, call(owner, 'addTrustedNode', { nodeId }))).toEqual([['NodeTierUpdated', 1]])
  expect(said(state, call(owner, 'setPartnerSLA', { nodeId, signed: true }))).toEqual([['PartnerSLAUpdated', true]])
  t.run(state, ...call(owner, 'updateMinStake', { minimumStake: WEI }))
  expect(state.parameters).toMatchObject({ minimumStake: WEI, proofValidity: parameters.proofValidity })
  const [command, given] = call(owner, 'updateMinStake', { minimumStake: 1n })
  expect(t.refusal(state, command, given)).toBe('NodeRegistry_ParameterOutOfBounds')
})

test('behavior: a pause stops money on its way in, and nothing else', () => {
  const state = working({ status: NodeStatus.Inactive })
  t.run(state, ...call(owner, 'pause', {}))
  const value = { value: 1n }
  for (const stopped of [
    register({ value: 0n }),
    call(buyer, 'addStake', { nodeId: NO_ID }, value),
    call(buyer, 'depositInsuranceBond', { nodeId: NO_ID }, value),
  ]) {
    expect(t.refusal(state, ...stopped)).toBe('Governed_Paused')
  }
  expect(t.refusal(state, ...closeTask())).toBeUndefined()
})

const { Pending, Verified, Active, Inactive, Slashed, Rejected } = NodeStatus
test('behavior: what governance may make of a node', () => {
  const statuses = Object.values(NodeStatus)
  const allowed = statuses.map((from) =>
    statuses.filter((to) => {
      const command = call(owner, 'updateNodeStatus', { nodeId, status: to })
      return t.refusal(market({ status: from }), ...command) === undefined
    }),
  )
  expect(allowed).toEqual([[Verified, Rejected], [Active, Rejected], [Inactive, Slashed], [Active, Slashed], [], []])
  const poor = market({ status: Verified, stakedAmount: 1n })
  const activate = call(owner, 'updateNodeStatus', { nodeId, status: Active })
  expect(t.refusal(poor, ...activate)).toBe('NodeRegistry_StakeTooLow')
  expect(t.refusal(poor, ...call(buyer, 'updateNodeStatus', { nodeId, status: 6 }))).toBe('Reverted')
})

/** Each of them is wrong in everything that the later ones are wrong in as well. */
const wrongs: [Partial<NodeState>, Partial<typeof claim>, Eligibility, string][] = [
  [{ openTasks: 10 }, {}, Eligibility.AtCapacity, 'NodeRegistry_AtCapacity'],
  [{}, { minTrustLevel: 2 }, Eligibility.TrustLevelTooLow, 'NodeRegistry_TrustLevelTooLow'],
  [{ stakedAmount: 1n }, {}, Eligibility.StakeTooLow, 'NodeRegistry_StakeTooLow'],
  [{}, { requiredPower: 1_001n }, Eligibility.PowerTooLow, 'NodeRegistry_PowerTooLow'],
  [{}, { resourceType: 1 }, Eligibility.WrongResourceType, 'NodeRegistry_WrongResourceType'],
  [{}, { buyer: provider }, Eligibility.OwnerIsBuyer, 'NodeRegistry_OwnerIsBuyer'],
  [{}, { operator: buyer }, Eligibility.NotOwner, 'NodeRegistry_NotNodeOwner'],
  [{ banExecutableFrom: 1 }, {}, Eligibility.Suspended, 'NodeRegistry_Suspended'],
  [{ underReview: true }, {}, Eligibility.UnderReview, 'NodeRegistry_UnderReview'],
  [{ status: Inactive }, {}, Eligibility.NotActive, 'NodeRegistry_WrongStatus'],
]
test.each(wrongs.map((wrong, i) => [wrong[3], i] as const))('error: a task is not taken: %s', (expected, i) => {
  const state = market(Object.assign({}, ...wrongs.slice(0, i + 1).map(([node]) => node)))
  const changed: typeof claim = Object.assign({ ...claim }, ...wrongs.slice(0, i + 1).map(([, changes]) => changes))
  expect(t.refusal(state, ...openTask(changed))).toBe(expected)
  const asked = wrongs[i]?.[2] === Eligibility.NotOwner ? Eligibility.OwnerIsBuyer : wrongs[i]?.[2]
  const answer = eligibilityOfOwner(new Transaction(state, t.context), nodeId, changed)
  expect(answer).toEqual({ reason: asked, owner: provider })
})

test('error: a task is not taken by nobody, with an old proof, or for a type that is none', () => {
  const state = t.market()
  expect(t.refusal(state, ...openTask({}, NO_ID))).toBe('NodeRegistry_UnknownNode')
  expect(eligibilityOfOwner(new Transaction(state, t.context), NO_ID, claim)).toEqual({
    reason: Eligibility.UnknownNode,
    owner: ETH,
  })
  const validity = Number(parameters.proofValidity)
  expect(t.refusal(market({ provenAt: 10_000 - validity }), ...openTask())).toBeUndefined()
  expect(t.refusal(market({ provenAt: 9_999 - validity }), ...openTask())).toBe('NodeRegistry_PowerTooLow')
  expect(t.refusal(market({ computePower: 0n }), ...openTask({ requiredPower: 0n }))).toBe('NodeRegistry_PowerTooLow')
  expect(t.refusal(state, ...openTask({ resourceType: 5 }))).toBe('Reverted')
  state.bannedOwners.add(provider)
  expect(t.refusal(state, ...openTask({ operator: buyer }))).toBe('NodeRegistry_OwnerBanned')
})

test.each<[number, Partial<NodeState>]>([
  [0, { status: Pending }],
  [1, {}],
  [2, { challengesPassed: 10 }],
  [1, { challengesPassed: 10, reputation: 4_999 }],
  [3, { totalTasksCompleted: 100, reputation: 9_500 }],
  [3, { totalTasksCompleted: 100, totalTasksFailed: 5, reputation: 9_500 }],
  [1, { totalTasksCompleted: 100, totalTasksFailed: 6, reputation: 9_500 }],
  [4, { reputation: 9_500, hasPartnerSLA: true, insuranceBond: parameters.insuranceBond }],
  [1, { reputation: 9_500, hasPartnerSLA: true, insuranceBond: parameters.insuranceBond - 1n }],
])('args: a trust level of %i', (expected, node) => {
  const state = market(node)
  const one = nodeIn(state)
  const hasInsuranceBond = one.insuranceBond >= parameters.insuranceBond
  expect([trustLevelOf(state, one), trustLevel({ ...one, hasInsuranceBond })]).toEqual([expected, expected])
})

const inactive = { status: Inactive, withdrawableFrom: 10_001 }
const withdraw = (amount = 0n, sender = provider) => call(sender, 'withdrawStake', { nodeId, amount })
const long = 'é'.repeat(128)
test.each<[string, Partial<NodeState>, Call]>([
  ['Reverted', {}, register({ value: 0n }, 5)],
  ['NodeRegistry_InvalidUri', {}, register({ value: 0n }, 0, '')],
  ['NodeRegistry_InvalidUri', {}, register({ value: 0n }, 0, `${long}a`)],
  ['NodeRegistry_PaymentTooLow', {}, register({ value: PRICE - 1n }, 0, long)],
  ['NodeRegistry_NotNodeOwner', {}, call(buyer, 'updateMetadata', { nodeId, metadataURI: '' })],
  ['NodeRegistry_InvalidUri', {}, call(provider, 'updateMetadata', { nodeId, metadataURI: '' })],
  ['NodeRegistry_UnknownNode', {}, call(buyer, 'addStake', { nodeId: NO_ID })],
  ['NodeRegistry_WrongStatus', { status: Slashed }, call(provider, 'addStake', { nodeId })],
  ['NodeRegistry_ZeroAmount', {}, call(provider, 'depositInsuranceBond', { nodeId })],
  ['NodeRegistry_NotNodeOwner', {}, withdraw(0n, buyer)],
  ['NodeRegistry_WrongStatus', { ...inactive, status: Active, banExecutableFrom: 1, openTasks: 1 }, withdraw()],
  ['NodeRegistry_Suspended', { ...inactive, banExecutableFrom: 1, openTasks: 1 }, withdraw()],
  ['NodeRegistry_HasOpenTasks', { ...inactive, openTasks: 1, challengeOpen: true }, withdraw()],
  ['NodeRegistry_HasOpenChallenge', { ...inactive, challengeOpen: true }, withdraw()],
  ['NodeRegistry_CooldownNotOver', { ...inactive, status: Rejected, challengeOpen: true }, withdraw()],
  ['NodeRegistry_ZeroAmount', { status: Inactive }, withdraw()],
  ['NodeRegistry_AmountTooHigh', { status: Inactive }, withdraw(STAKE + 1n)],
  ['NodeRegistry_WrongStatus', { status: Inactive, openTasks: 1 }, call(provider, 'deactivateNode', { nodeId })],
  ['NodeRegistry_HasOpenTasks', { openTasks: 1, challengeOpen: true }, call(provider, 'deactivateNode', { nodeId })],
  ['NodeRegistry_HasOpenChallenge', { challengeOpen: true }, call(provider, 'deactivateNode', { nodeId })],
  ['NodeRegistry_HeldForBid', { heldUntil: 10_000 }, call(provider, 'deactivateNode', { nodeId })],
  ['NodeRegistry_WrongStatus', { challengesPassed: 0 }, call(provider, 'activateNode', { nodeId })],
  ['NodeRegistry_NeverProven', { status: Inactive, challengesPassed: 0 }, call(provider, 'activateNode', { nodeId })],
  ['AccessControlUnauthorizedAccount', {}, call(buyer, 'openChallenge', { nodeId: NO_ID })],
  [
    'NodeRegistry_HasOpenChallenge',
    { challengeOpen: true, status: Slashed },
    call(verifier, 'openChallenge', { nodeId }),
  ],
  ['NodeRegistry_WrongStatus', { status: Rejected }, call(verifier, 'openChallenge', { nodeId })],
  ['NodeRegistry_NoOpenChallenge', {}, call(verifier, 'passChallenge', { nodeId, power: 1n })],
  ['AccessControlUnauthorizedAccount', {}, call(buyer, 'updateComputePower', { nodeId, power: 1n })],
  ['Reverted', {}, call(buyer, 'closeTask', { ...closed, outcome: 6 })],
  ['NodeRegistry_UnknownNode', {}, closeTask({ nodeId: NO_ID })],
  ['NodeRegistry_NoOpenTask', {}, closeTask()],
  ['Panic', { openTasks: 1 }, closeTask()],
  ['Panic', { openTasks: 1, totalEarnings: 1n }, closeTask({ power: 0n, earnings: UINT256 })],
  ['NodeRegistry_SlashTooHigh', {}, call(marketplace, 'slashStake', { nodeId, amount: STAKE / 20n + 1n })],
  ['NodeRegistry_UnknownNode', {}, call(owner, 'setNodeTier', { nodeId: NO_ID, tier: 4 })],
  ['NodeRegistry_InvalidTier', {}, call(owner, 'setNodeTier', { nodeId, tier: 4 })],
  ['NodeRegistry_NotSuspended', {}, call(provider, 'appealBan', { nodeId, appealURI: '' })],
  ['NodeRegistry_NotSuspended', {}, call(owner, 'cancelBan', { nodeId })],
  ['NodeRegistry_NotSuspended', {}, call(buyer, 'executeBan', { nodeId })],
])('error: %s (%#)', (expected, node, [command, given]) => {
  expect(t.refusal(market(node), command, given)).toBe(expected)
})

test('error: who has the most nodes, and roles that nobody has', () => {
  const state = t.market()
  state.nodeCounts.set(buyer, 64)
  expect(t.refusal(state, ...register())).toBe('NodeRegistry_TooManyNodes')
  expect(t.refusal(state, ...call(buyer, 'clearReview', { nodeId: NO_ID }))).toBe('AccessControlUnauthorizedAccount')
  t.run(state, ...call(owner, 'grantRole', { role: roles.reviewer, account: buyer }))
  expect(t.refusal(state, ...call(buyer, 'clearReview', { nodeId }))).toBe('NodeRegistry_NotUnderReview')
  evolve(state, event('NodeFlaggedForReview', { nodeId, tasksCompleted: 1n, tasksFailed: 9n }))
  expect(said(state, call(buyer, 'clearReview', { nodeId }))).toEqual([['NodeReviewCleared', buyer]])
  t.run(state, ...call(owner, 'grantRole', { role: roles.arbitrator, account: provider }))
  const judged = call(provider, 'proposeBan', { nodeId, evidenceURI: '' })
  expect(t.refusal(state, ...judged)).toBe('NodeRegistry_ArbitratorIsOwner')
})
