import type { EventContract, MarketEvent, MarketEventArgs, MarketEventName } from './events.ts'
import type { Hex } from './hex.ts'

// Building blocks of the tests; not part of the package.

export const owner: Hex = `0x${'0a'.repeat(20)}`
export const buyer: Hex = `0x${'0b'.repeat(20)}`
export const arbitrator: Hex = `0x${'0c'.repeat(20)}`
export const nodeId: Hex = `0x${'01'.repeat(32)}`
export const taskId: Hex = `0x${'02'.repeat(32)}`
export const challengeId: Hex = `0x${'03'.repeat(32)}`
export const ETH: Hex = `0x${'00'.repeat(20)}`

/** Who says what; what both holders of money say is the escrow manager's here. */
function speaker(name: MarketEventName): EventContract {
  if (/^(Node|Stake|Reputation|Insurance|Partner|ComputePower|Ban)/.test(name)) return 'nodeRegistry'
  if (/^(Challenge|Proof)/.test(name)) return 'proofOfWorkVerifier'
  return /^(Task|Result|Auction|Bid|Unrevealed|DisputeOpened|DisputeRuled|Evidence)/.test(name)
    ? 'taskMarketplace'
    : 'escrowManager'
}

export function event<name extends MarketEventName>(
  name: name,
  args: MarketEventArgs[name],
  time = 1_000,
  contract = speaker(name),
): MarketEvent {
  return { name, args, contract, time, block: 1, index: 0 } as unknown as MarketEvent
}

/** A node that registered, proved its power and is active. */
export const activeNode: readonly MarketEvent[] = [
  event('NodeRegistered', { nodeId, owner, resourceType: 0 }),
  event('NodeSpecified', { nodeId, ownerNonce: 0n, registrationFee: 100n, reputation: 5_000n, registeredAt: 1_000n }),
  event('NodeMetadataUpdated', { nodeId, metadataURI: 'ipfs://machine' }),
  event('StakeDeposited', { nodeId, amount: 500n, totalStake: 500n }),
  event('NodeChallengeOpened', { nodeId }),
  event('ChallengeIssued', { challengeId, nodeId, difficulty: 16n, deadline: 2_800n }),
  event('ChallengeSpecified', {
    challengeId,
    nodeId,
    owner,
    seed: `0x${'ff'.repeat(32)}`,
    difficulty: 16n,
    solutions: 2n,
    issuedAt: 1_000n,
    deadline: 2_800n,
    forced: false,
  }),
  event('ChallengeProgressed', { challengeId, solved: 1n, lastNonce: 7n }, 1_100),
  event('NodeChallengeClosed', { nodeId, passed: true }, 1_300),
  event('ComputePowerUpdated', { nodeId, oldPower: 0n, newPower: 1_000n, provenAt: 1_300n }, 1_300),
  event('NodeStatusChanged', { nodeId, oldStatus: 0, newStatus: 1 }, 1_300),
  event('NodeStatusChanged', { nodeId, oldStatus: 1, newStatus: 2 }, 1_300),
  event('ChallengeSolved', { challengeId, nodeId, solutionTime: 300n, verifiedPower: 1_000n }, 1_300),
  event('ProofUpdated', { nodeId, pooledWork: 16n, pooledTime: 300n, lastDifficulty: 16n }, 1_300),
]

/** A task that was posted with its money. */
export const postedTask: readonly MarketEvent[] = [
  event('TaskCreated', { taskId, buyer, resourceType: 0, maxPrice: 1_000n }, 2_000),
  event(
    'TaskSpecified',
    {
      taskId,
      requiredPower: 400n,
      duration: 3_600n,
      escrowAmount: 1_000n,
      minTrustLevel: 1,
      attempts: 3n,
      reviewWindow: 86_400n,
      openUntil: 606_800n,
      specificationURI: 'ipfs://task',
    },
    2_000,
  ),
  event('EscrowDeposited', { taskId, buyer, amount: 1_000n }, 2_000),
]

/** The node took the task. */
export const assignedTask: readonly MarketEvent[] = [
  event('TaskAssigned', { taskId, nodeId, startTime: 3_000n }, 3_000),
  event('NodeTaskOpened', { nodeId, taskId, power: 400n, reservedPower: 400n, openTasks: 1n }, 3_000),
]

/** The node delivered, and was paid. */
export const paidTask: readonly MarketEvent[] = [
  event('TaskCompleted', { taskId, resultHash: `0x${'aa'.repeat(32)}` }, 6_000),
  event('ResultSubmitted', { taskId, resultURI: 'ipfs://result' }, 6_000),
  event('EscrowReleased', { taskId, provider: owner, providerPayout: 920n, platformFee: 80n }, 7_000),
  event('ReputationUpdated', { nodeId, oldReputation: 5_000n, newReputation: 5_050n }, 7_000),
  event(
    'NodeTaskClosed',
    {
      nodeId,
      taskId,
      outcome: 0,
      earnings: 920n,
      reservedPower: 0n,
      openTasks: 0n,
      tasksCompleted: 1n,
      tasksFailed: 0n,
    },
    7_000,
  ),
  event('TaskVerified', { taskId, payoutAmount: 920n }, 7_000),
]

const ID: Hex = `0x${'00'.repeat(32)}`
const terms = { mode: 1, currency: ETH, directNode: ID, salt: ID }
const windows = { commitUntil: 2_300n, revealUntil: 2_600n, selectionUntil: 3_200n }

/** The task asks for bids, and the node's one is the best. */
export const auctionedTask: readonly MarketEvent[] = [
  ...postedTask,
  event('TaskTermsSet', { taskId, ...terms }, 2_000),
  event('AuctionRoundOpened', { taskId, round: 1n, ...windows }, 2_000),
  event('BidCommitted', { taskId, nodeId, round: 1n, commitment: challengeId, order: 1n }, 2_000),
  event('NodeHeldForBid', { nodeId, taskId, heldUntil: 3_200n }, 2_000),
  event('BidRevealed', { taskId, nodeId, round: 1n, pricePerHour: 500n, best: true }, 2_400),
]

/** The bid won, and the node began. */
export const startedTask: readonly MarketEvent[] = [
  event('TaskAssigned', { taskId, nodeId, startTime: 2_700n }, 2_700),
  event('TaskPriceAgreed', { taskId, round: 1n, pricePerHour: 500n, startUntil: 3_300n }, 2_700),
  event('NodeTaskOpened', { nodeId, taskId, power: 400n, reservedPower: 400n, openTasks: 1n }, 2_700),
  event('TaskStarted', { taskId, nodeId, startedAt: 3_000n }, 3_000),
]

/** The node delivered, the buyer disputed, and the arbitrator shared the money. */
export const disputedTask: readonly MarketEvent[] = [
  event('TaskCompleted', { taskId, resultHash: challengeId }, 6_000),
  event('TaskDisputed', { taskId, disputedBy: buyer, reason: 'wrong' }, 6_100),
  event('DisputeOpened', { taskId, bond: 10n, disputedAt: 6_100n, disputeUntil: 610_900n }, 6_100),
  event('BondDeposited', { taskId, buyer, amount: 10n }, 6_100),
  event('EvidenceSubmitted', { taskId, party: owner, evidenceURI: 'ipfs://log' }, 6_200),
  event('DisputeRuled', { taskId, outcome: 2, providerShareBps: 4_900n, arbitrator }, 7_000),
  event('TaskVerified', { taskId, payoutAmount: 226n }, 7_000),
  event('DisputeResolved', { taskId, winner: ETH, amount: 226n }, 7_000),
  event(
    'DisputeSettled',
    {
      ...{ taskId, outcome: 2, provider: owner, arbitrator },
      ...{ providerPayout: 226n, buyerPayout: 755n, platformFee: 19n, arbitrationFee: 10n },
    },
    7_000,
  ),
]
