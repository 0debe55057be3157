import { minOf, NodeStatus, type ResourceType, TaskOutcome } from '@aiigo/core'
import type { MarketEvent } from '../events.ts'
import { fits, type Handlers, isNew, nodeOf, UnfittingEventError } from '../fit.ts'
import { ETH } from '../hex.ts'
import type { MarketState, NodeState } from '../state.ts'
import { move } from './balances.ts'

type NodeEvents =
  | 'NodeRegistered'
  | 'NodeSpecified'
  | 'NodeMetadataUpdated'
  | 'NodeStatusChanged'
  | 'StakeDeposited'
  | 'StakeWithdrawn'
  | 'StakeCooldownStarted'
  | 'InsuranceBondDeposited'
  | 'InsuranceBondWithdrawn'
  | 'ReputationUpdated'
  | 'NodeSlashed'
  | 'ComputePowerUpdated'
  | 'NodeChallengeOpened'
  | 'NodeChallengeClosed'
  | 'NodeTaskOpened'
  | 'NodeTaskClosed'
  | 'NodeTaskCountIncremented'
  | 'NodeFlaggedForReview'
  | 'NodeReviewCleared'
  | 'NodeHeldForBid'
  | 'BanProposed'
  | 'BanAppealed'
  | 'BanCancelled'
  | 'BanExecuted'
  | 'NodeTierUpdated'
  | 'PartnerSLAUpdated'

/** What NodeRegistry says about its nodes. */
export const nodeEvents: Handlers<NodeEvents> = {
  NodeRegistered(state, event) {
    isNew(event, state.nodes, event.args.nodeId)
    state.nodes.set(event.args.nodeId, newNode(event))
    state.nodeCounts.set(event.args.owner, (state.nodeCounts.get(event.args.owner) ?? 0) + 1)
  },

  NodeSpecified(state, event) {
    const node = nodeOf(state, event)
    const { ownerNonce, registrationFee, reputation, registeredAt } = event.args
    node.ownerNonce = Number(ownerNonce)
    node.reputation = Number(reputation)
    node.registeredAt = Number(registeredAt)
    node.lastActiveAt = Number(registeredAt)
    state.accrued += registrationFee
    moveIn(state, node, registrationFee)
  },

  NodeMetadataUpdated(state, event) {
    nodeOf(state, event).metadataURI = event.args.metadataURI
  },

  NodeStatusChanged(state, event) {
    const node = nodeOf(state, event)
    fits(event, 'a node of status', event.args.oldStatus, node.status)
    node.status = event.args.newStatus as NodeStatus
  },

  StakeDeposited(state, event) {
    const node = nodeOf(state, event)
    fits(event, 'a stake of', event.args.totalStake - event.args.amount, node.stakedAmount)
    node.stakedAmount = event.args.totalStake
    moveIn(state, node, event.args.amount)
  },

  StakeWithdrawn(state, event) {
    const node = nodeOf(state, event)
    fits(event, 'a stake of', event.args.totalStake + event.args.amount, node.stakedAmount)
    node.stakedAmount = event.args.totalStake
    moveOut(state, node, event.args.amount)
  },

  StakeCooldownStarted(state, event) {
    nodeOf(state, event).withdrawableFrom = Number(event.args.withdrawableFrom)
  },

  InsuranceBondDeposited(state, event) {
    const node = nodeOf(state, event)
    fits(event, 'a bond of', event.args.totalBond - event.args.amount, node.insuranceBond)
    node.insuranceBond = event.args.totalBond
    moveIn(state, node, event.args.amount)
  },

  InsuranceBondWithdrawn(state, event) {
    const node = nodeOf(state, event)
    fits(event, 'a bond of', event.args.totalBond + event.args.amount, node.insuranceBond)
    node.insuranceBond = event.args.totalBond
    moveOut(state, node, event.args.amount)
  },

  ReputationUpdated(state, event) {
    const node = nodeOf(state, event)
    fits(event, 'a reputation of', Number(event.args.oldReputation), node.reputation)
    node.reputation = Number(event.args.newReputation)
  },

  NodeSlashed(state, event) {
    const node = nodeOf(state, event)
    const { slashedAmount } = event.args
    if (slashedAmount > node.stakedAmount) fits(event, 'a stake of at least', slashedAmount, node.stakedAmount)
    node.stakedAmount -= slashedAmount
    state.accrued += slashedAmount
  },

  ComputePowerUpdated(state, event) {
    const node = nodeOf(state, event)
    fits(event, 'a power of', event.args.oldPower, node.computePower)
    node.computePower = event.args.newPower
    node.provenAt = Number(event.args.provenAt)
  },

  // The verifier's ChallengeSpecified, in the same transaction, says which challenge it is.
  NodeChallengeOpened(state, event) {
    const node = nodeOf(state, event)
    fits(event, 'an open challenge:', false, node.challengeOpen)
    node.challengeOpen = true
  },

  NodeChallengeClosed(state, event) {
    const node = nodeOf(state, event)
    fits(event, 'an open challenge:', true, node.challengeOpen)
    node.challengeOpen = false
    if (!event.args.passed) return
    node.challengesPassed += 1
    node.lastActiveAt = event.time
  },

  NodeTaskOpened(state, event) {
    const node = nodeOf(state, event)
    fits(event, 'open tasks:', Number(event.args.openTasks) - 1, node.openTasks)
    fits(event, 'a reserved power of', event.args.reservedPower - event.args.power, node.reservedPower)
    node.openTasks = Number(event.args.openTasks)
    node.reservedPower = event.args.reservedPower
  },

  NodeTaskClosed(state, event) {
    const node = nodeOf(state, event)
    const { outcome, earnings, reservedPower, openTasks, tasksCompleted, tasksFailed } = event.args
    fits(event, 'open tasks:', Number(openTasks) + 1, node.openTasks)
    node.openTasks = Number(openTasks)
    node.reservedPower = reservedPower
    node.totalTasksCompleted = Number(tasksCompleted)
    node.totalTasksFailed = Number(tasksFailed)
    node.totalEarnings = minOf(node.totalEarnings + earnings, MAX_EARNINGS)
    // A ruling may come a week after the work: it says nothing of the node's activity.
    if (outcome === TaskOutcome.Verified) node.lastActiveAt = event.time
  },

  NodeTaskCountIncremented(state, event) {
    nodeOf(state, event).totalTasksCompleted = Number(event.args.tasksCompleted)
  },

  NodeFlaggedForReview(state, event) {
    nodeOf(state, event).underReview = true
  },

  NodeReviewCleared(state, event) {
    nodeOf(state, event).underReview = false
  },

  NodeHeldForBid(state, event) {
    nodeOf(state, event).heldUntil = Number(event.args.heldUntil)
  },

  BanProposed(state, event) {
    const node = nodeOf(state, event)
    fits(event, 'a ban that is executable from', 0, node.banExecutableFrom)
    node.banExecutableFrom = Number(event.args.banExecutableFrom)
  },

  // What the owner says is for the registry's owner to read, and not part of the state.
  BanAppealed(state, event) {
    suspendedNode(state, event)
  },

  BanCancelled(state, event) {
    suspendedNode(state, event).banExecutableFrom = 0
  },

  BanExecuted(state, event) {
    suspendedNode(state, event).banExecutableFrom = 0
    state.bannedOwners.add(event.args.owner)
  },

  NodeTierUpdated(state, event) {
    nodeOf(state, event).tier = event.args.tier as NodeState['tier']
  },

  PartnerSLAUpdated(state, event) {
    nodeOf(state, event).hasPartnerSLA = event.args.signed
  },
}

/** What the registry has room for, in wei: it stops counting there. */
const MAX_EARNINGS = 2n ** 80n - 1n

/** Only a node's owner pays for it, and only the owner is paid. */
function moveIn(state: MarketState, { owner }: NodeState, amount: bigint): void {
  move(state, ETH, owner, state.deployment.nodeRegistry, amount)
}

function moveOut(state: MarketState, { owner }: NodeState, amount: bigint): void {
  move(state, ETH, state.deployment.nodeRegistry, owner, amount)
}

/** A ban is proposed, and neither cancelled nor carried out. */
function suspendedNode(
  state: MarketState,
  event: MarketEvent<'BanAppealed' | 'BanCancelled' | 'BanExecuted'>,
): NodeState {
  const node = nodeOf(state, event)
  if (node.banExecutableFrom === 0) throw new UnfittingEventError(event, 'a suspended node', node.nodeId)
  return node
}

/** Every field from the start: objects of one shape are what makes a market of 10,000 nodes fast. */
function newNode({ args, time }: MarketEvent<'NodeRegistered'>): NodeState {
  return {
    nodeId: args.nodeId,
    owner: args.owner,
    ownerNonce: 0,
    status: NodeStatus.Pending,
    resourceType: args.resourceType as ResourceType,
    tier: 3,
    metadataURI: '',
    stakedAmount: 0n,
    insuranceBond: 0n,
    hasPartnerSLA: false,
    underReview: false,
    reputation: 0,
    computePower: 0n,
    provenAt: 0,
    reservedPower: 0n,
    openTasks: 0,
    totalTasksCompleted: 0,
    totalTasksFailed: 0,
    totalEarnings: 0n,
    challengesPassed: 0,
    openChallenge: undefined,
    challengeOpen: false,
    proof: {
      pooledWork: 0n,
      pooledTime: 0n,
      lastDifficulty: 0n,
      lastIssuedAt: 0,
      lastForcedAt: 0,
      challengeCount: 0,
    },
    registeredAt: time,
    lastActiveAt: time,
    withdrawableFrom: 0,
    heldUntil: 0,
    banExecutableFrom: 0,
  }
}
