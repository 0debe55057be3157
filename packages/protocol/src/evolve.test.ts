import { BidStatus, EscrowStatus, NodeStatus, TaskStatus } from '@aiigo/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createState } from './createState.ts'
import type { MarketEvent } from './events.ts'
import { evolve, isMarketEventName } from './evolve.ts'
import { UnfittingEventError } from './fit.ts'
import type { MarketState } from './state.ts'
import {
  activeNode,
  arbitrator,
  assignedTask,
  auctionedTask,
  buyer,
  challengeId,
  disputedTask,
  ETH,
  event,
  nodeId,
  owner,
  paidTask,
  postedTask,
  startedTask,
  taskId,
} from './testing.ts'

const history = [...activeNode, ...postedTask, ...assignedTask, ...paidTask]
const after = (events: readonly MarketEvent[]) => events.reduce(evolve, createState())
/** By a bid, and to a ruling. */
const disputed = [...activeNode, ...auctionedTask, ...startedTask, ...disputedTask]
const snapshot = (state: MarketState) => structuredClone(state)

test('default', () => {
  const state = after(history)
  expect(state.nodes.get(nodeId)).toMatchObject({
    owner,
    status: NodeStatus.Active,
    stakedAmount: 500n,
    reputation: 5_050,
    computePower: 1_000n,
    reservedPower: 0n,
    openTasks: 0,
    totalTasksCompleted: 1,
    totalEarnings: 920n,
    challengesPassed: 1,
    openChallenge: undefined,
    challengeOpen: false,
    proof: { pooledWork: 16n, pooledTime: 300n, lastDifficulty: 16n, challengeCount: 1 },
    lastActiveAt: 7_000,
  })
  expect(state.tasks.get(taskId)).toMatchObject({ status: TaskStatus.Verified, nodeId, buyer, reviewUntil: 92_400 })
  expect(state.escrows.get(taskId)).toMatchObject({
    ...{ status: EscrowStatus.Released, provider: owner, feeBps: 800 },
    ...{ providerPayout: 920n, platformFee: 80n, buyerPayout: 0n },
  })
  expect([...state.fees]).toEqual([[ETH, 80n]])
  expect(state.accrued).toBe(100n)
  expect(state.challenges.size).toBe(0)
})

test('behavior: a task that runs has a deadline, duration and grace after its start', () => {
  const state = after([...activeNode, ...postedTask, ...assignedTask])
  expect(state.tasks.get(taskId)).toMatchObject({ status: TaskStatus.InProgress, startedAt: 3_000, deadline: 7_200 })
  expect(state.nodes.get(nodeId)).toMatchObject({ reservedPower: 400n, openTasks: 1 })
})

test('behavior: an attempt that failed reopens the task for others, slashes and counts', () => {
  const state = after([
    ...activeNode,
    ...postedTask,
    ...assignedTask,
    event('NodeSlashed', { nodeId, slashedAmount: 25n, reason: 'task timed out' }, 9_000),
    event('ReputationUpdated', { nodeId, oldReputation: 5_000n, newReputation: 4_800n }, 9_000),
    event(
      'NodeTaskClosed',
      {
        nodeId,
        taskId,
        outcome: 1,
        earnings: 0n,
        reservedPower: 0n,
        openTasks: 0n,
        tasksCompleted: 0n,
        tasksFailed: 1n,
      },
      9_000,
    ),
    event('TaskAttemptFailed', { taskId, nodeId, reason: 0, failedAttempts: 1n }, 9_000),
    event('TaskReopened', { taskId, openUntil: 613_800n }, 9_000),
  ])
  expect(state.tasks.get(taskId)).toMatchObject({
    status: TaskStatus.Open,
    nodeId: undefined,
    excluded: [nodeId],
    failedAttempts: 1,
    deadline: 0,
  })
  expect(state.nodes.get(nodeId)).toMatchObject({ stakedAmount: 475n, totalTasksFailed: 1, lastActiveAt: 1_300 })
  expect(state.accrued).toBe(125n)
})

test('behavior: bids, of which one wins', () => {
  const open = after([...activeNode, ...auctionedTask])
  const bid = open.auctions.get(taskId)?.rounds[0]?.get(nodeId)
  expect(bid).toMatchObject({ status: BidStatus.Revealed, pricePerHour: 500n, order: 1 })
  expect(open.auctions.get(taskId)).toMatchObject({ round: 1, bestNode: nodeId, bestPrice: 500n, revealUntil: 2_600 })
  expect(open.nodes.get(nodeId)?.heldUntil).toBe(3_200)
  const assigned = after([...activeNode, ...auctionedTask, ...startedTask.slice(0, 3)])
  expect(assigned.tasks.get(taskId)).toMatchObject({ status: TaskStatus.Assigned, startUntil: 3_300, startedAt: 0 })
  expect(assigned.auctions.get(taskId)).toMatchObject({ bestNode: undefined, selectionUntil: 0 })
  const started = after([...activeNode, ...auctionedTask, ...startedTask])
  expect(started.tasks.get(taskId)).toMatchObject({
    ...{ status: TaskStatus.InProgress, agreedPrice: 500n, startUntil: 0, startedAt: 3_000, deadline: 7_200 },
  })
})

test('behavior: a bid that was not revealed, and rounds that end without a node', () => {
  const state = after([...activeNode, ...auctionedTask.slice(0, -1)])
  evolve(state, event('UnrevealedBidReported', { taskId, nodeId, round: 1n, reporter: buyer }))
  expect(state.auctions.get(taskId)?.rounds[0]?.get(nodeId)?.status).toBe(BidStatus.Reported)
  const windows = { commitUntil: 4n, revealUntil: 5n, selectionUntil: 6n }
  evolve(state, event('AuctionRoundOpened', { taskId, round: 2n, ...windows }))
  expect(state.auctions.get(taskId)).toMatchObject({ round: 2, selectionUntil: 6 })
  evolve(state, event('AuctionRoundClosed', { taskId, round: 2n }))
  expect(state.auctions.get(taskId)).toMatchObject({ round: 2, selectionUntil: 0, voided: false })
  evolve(state, event('AuctionRoundVoided', { taskId, round: 2n }))
  expect(state.auctions.get(taskId)?.voided).toBe(true)
})

test('behavior: a dispute that an arbitrator shared, and below the deposit', () => {
  const state = after(disputed)
  expect(state.tasks.get(taskId)).toMatchObject({ status: TaskStatus.Verified, disputeUntil: 610_900 })
  expect(state.escrows.get(taskId)).toMatchObject({
    ...{ status: EscrowStatus.Settled, bond: 10n, providerPayout: 226n, buyerPayout: 755n, arbitrationFee: 10n },
  })
  expect(state.fees.get(ETH)).toBe(19n)
  const agreed = after([
    ...postedTask,
    event('EscrowReleased', { taskId, provider: owner, providerPayout: 460n, platformFee: 40n }),
    event('EscrowDifferenceRefunded', { taskId, buyer, amount: 500n }),
  ])
  expect(agreed.escrows.get(taskId)).toMatchObject({ status: EscrowStatus.Settled, buyerPayout: 500n, bond: 0n })
})

test('behavior: a ban suspends, and then falls on the owner', () => {
  const state = after(activeNode)
  const proposal = { nodeId, arbitrator, banExecutableFrom: 9n, evidenceURI: 'ipfs://evidence' }
  evolve(state, event('BanProposed', proposal))
  expect(state.nodes.get(nodeId)?.banExecutableFrom).toBe(9)
  expect(() => evolve(state, event('BanProposed', proposal))).toThrow(UnfittingEventError)
  evolve(state, event('BanCancelled', { nodeId }))
  expect(() => evolve(state, event('BanExecuted', { nodeId, owner }))).toThrow(UnfittingEventError)
  evolve(state, event('BanProposed', proposal))
  evolve(state, event('BanExecuted', { nodeId, owner }))
  expect([...state.bannedOwners]).toEqual([owner])
})

test('behavior: refused payouts are credits, of the contract that says so', () => {
  const credit = { currency: ETH, account: owner, amount: 5n, totalCredit: 5n }
  const state = after([
    event('CreditAdded', credit),
    event('CreditAdded', { ...credit, amount: 3n, totalCredit: 8n }),
    event('CreditAdded', credit, 1_000, 'nodeRegistry'),
  ])
  expect(state.credits.get(ETH)?.get(owner)).toBe(8n)
  expect(state.registryCredits.get(owner)).toBe(5n)
  evolve(state, event('CreditWithdrawn', { currency: ETH, account: owner, to: buyer, amount: 8n }))
  expect(state.credits.get(ETH)?.size).toBe(0)
})

test('behavior: swept fees are gone', () => {
  const state = after(history)
  evolve(state, event('FeesSwept', { currency: ETH, treasury: buyer, amount: 80n }))
  evolve(state, event('FeesSwept', { currency: ETH, treasury: buyer, amount: 100n }, 1_000, 'nodeRegistry'))
  expect([state.fees.get(ETH), state.accrued]).toEqual([0n, 0n])
})

test('behavior: the parameters are those that were set last; an escrow keeps the rate of its deposit', () => {
  const state = after([
    ...postedTask,
    event('PlatformFeeUpdated', { oldFeeBps: 800n, newFeeBps: 500n }),
    event('NodeRegistryParametersUpdated', {
      parameters: { registrationFee: 1n, minimumStake: 2n, insuranceBond: 3n, stakeCooldown: 4n, proofValidity: 5n },
    }),
  ])
  expect(state.parameters).toMatchObject({ platformFeeBps: 500n, minimumStake: 2n, reviewWindow: 86_400n })
  expect(state.escrows.get(taskId)?.feeBps).toBe(800)
})

test('behavior: the state is changed in place', () => {
  const state = createState()
  expect(evolve(state, activeNode[0]!)).toBe(state)
})

test('behavior: a log with one entry left out or doubled never goes unnoticed where the entries depend on each other', () => {
  const counted = ['StakeDeposited', 'NodeStatusChanged', 'ReputationUpdated', 'ComputePowerUpdated', 'TaskAssigned']
  const noticed = history.flatMap(({ name }, i) => (counted.includes(name) ? [i] : []))
  fc.assert(
    fc.property(fc.constantFrom(...noticed), (i) => {
      expect(() => after([...history.slice(0, i + 1), ...history.slice(i)])).toThrow(UnfittingEventError)
    }),
  )
})

test.each([
  ['approved', history],
  ['bid for and disputed', disputed],
])('error: an event that does not fit leaves the state as it was: a task that is %s', (_, history) => {
  fc.assert(
    fc.property(fc.nat(history.length - 1), fc.nat(history.length - 1), (from, to) => {
      const state = after(history.slice(0, from))
      const before = snapshot(state)
      try {
        evolve(state, history[to]!)
      } catch (error) {
        expect(error).toBeInstanceOf(UnfittingEventError)
        expect(snapshot(state)).toEqual(before)
      }
    }),
    { numRuns: 500 },
  )
})

test('error: it says what was expected, what was seen and where', () => {
  const state = after(activeNode)
  const gap = event('ReputationUpdated', { nodeId, oldReputation: 4_000n, newReputation: 4_010n })
  const error = (() => {
    try {
      evolve(state, gap)
    } catch (error) {
      return error as UnfittingEventError
    }
  })()
  expect(error?.event).toBe(gap)
  expect(error?.details).toEqual(['Expected: a reputation of 4000', 'Seen: 5000', 'Place: block 1, log 0, time 1000'])
})

test('error: unknown ids and unknown events', () => {
  const unknown = [
    event('TaskVerified', { taskId, payoutAmount: 1n }),
    event('ChallengeProgressed', { challengeId, solved: 1n, lastNonce: 1n }),
    event('StakeDeposited', { nodeId, amount: 1n, totalStake: 1n }),
    event('EscrowRefunded', { taskId, buyer, amount: 1n }),
    { ...event('TaskVerified', { taskId, payoutAmount: 1n }), name: 'Upgraded' } as never,
    event('CreditAdded', { currency: ETH, account: owner, amount: 1n, totalCredit: 1n }, 1, 'taskMarketplace'),
  ]
  for (const one of unknown) expect(() => evolve(createState(), one)).toThrow(UnfittingEventError)
  expect([isMarketEventName('TaskVerified'), isMarketEventName('Upgraded'), isMarketEventName('toString')]).toEqual([
    true,
    false,
    false,
  ])
})
