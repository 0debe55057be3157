import type { Address, Hex } from './hex.ts'

/**
 * The arguments of every event of the contracts, by the event's name. Names, order and types are those of the ABI as viem
 * decodes it: enums, uint8 and uint48 are numbers, other integers bigint.
 *
 * Times are Unix seconds, amounts the currency's smallest unit (the zero address is ETH), power 1e-18 TFLOPS, reputation
 * basis points.
 */
export type MarketEventArgs = {
  // NodeRegistry
  NodeRegistered: { nodeId: Hex; owner: Address; resourceType: number }
  NodeSpecified: { nodeId: Hex; ownerNonce: bigint; registrationFee: bigint; reputation: bigint; registeredAt: bigint }
  NodeMetadataUpdated: { nodeId: Hex; metadataURI: string }
  NodeStatusChanged: { nodeId: Hex; oldStatus: number; newStatus: number }
  StakeDeposited: { nodeId: Hex; amount: bigint; totalStake: bigint }
  StakeWithdrawn: { nodeId: Hex; amount: bigint; totalStake: bigint }
  StakeCooldownStarted: { nodeId: Hex; withdrawableFrom: bigint }
  InsuranceBondDeposited: { nodeId: Hex; amount: bigint; totalBond: bigint }
  InsuranceBondWithdrawn: { nodeId: Hex; amount: bigint; totalBond: bigint }
  ReputationUpdated: { nodeId: Hex; oldReputation: bigint; newReputation: bigint }
  NodeSlashed: { nodeId: Hex; slashedAmount: bigint; reason: string }
  ComputePowerUpdated: { nodeId: Hex; oldPower: bigint; newPower: bigint; provenAt: bigint }
  NodeChallengeOpened: { nodeId: Hex }
  NodeChallengeClosed: { nodeId: Hex; passed: boolean }
  NodeTaskOpened: { nodeId: Hex; taskId: Hex; power: bigint; reservedPower: bigint; openTasks: bigint }
  NodeTaskClosed: {
    nodeId: Hex
    taskId: Hex
    outcome: number
    earnings: bigint
    reservedPower: bigint
    openTasks: bigint
    tasksCompleted: bigint
    tasksFailed: bigint
  }
  NodeTaskCountIncremented: { nodeId: Hex; tasksCompleted: bigint }
  NodeFlaggedForReview: { nodeId: Hex; tasksCompleted: bigint; tasksFailed: bigint }
  NodeReviewCleared: { nodeId: Hex; reviewer: Address }
  NodeHeldForBid: { nodeId: Hex; taskId: Hex; heldUntil: bigint }
  BanProposed: { nodeId: Hex; arbitrator: Address; banExecutableFrom: bigint; evidenceURI: string }
  BanAppealed: { nodeId: Hex; owner: Address; appealURI: string }
  BanCancelled: { nodeId: Hex }
  BanExecuted: { nodeId: Hex; owner: Address }
  NodeTierUpdated: { nodeId: Hex; tier: number }
  PartnerSLAUpdated: { nodeId: Hex; signed: boolean }
  NodeRegistryParametersUpdated: {
    parameters: {
      registrationFee: bigint
      minimumStake: bigint
      insuranceBond: bigint
      stakeCooldown: bigint
      proofValidity: bigint
    }
  }

  // ProofOfWorkVerifier
  ChallengeIssued: { challengeId: Hex; nodeId: Hex; difficulty: bigint; deadline: bigint }
  ChallengeSpecified: {
    challengeId: Hex
    nodeId: Hex
    owner: Address
    seed: Hex
    difficulty: bigint
    solutions: bigint
    issuedAt: bigint
    deadline: bigint
    forced: boolean
  }
  ChallengeProgressed: { challengeId: Hex; solved: bigint; lastNonce: bigint }
  ChallengeSolved: { challengeId: Hex; nodeId: Hex; solutionTime: bigint; verifiedPower: bigint }
  ChallengeFailed: { challengeId: Hex; nodeId: Hex; reason: string }
  ProofUpdated: { nodeId: Hex; pooledWork: bigint; pooledTime: bigint; lastDifficulty: bigint }
  ProofOfWorkVerifierParametersUpdated: {
    parameters: {
      solutionsPerChallenge: bigint
      challengeTargetTime: bigint
      challengeDeadline: bigint
      challengeInterval: bigint
      initialDifficulty: readonly [bigint, bigint, bigint, bigint, bigint]
    }
  }

  // EscrowManager
  EscrowDeposited: { taskId: Hex; buyer: Address; amount: bigint }
  EscrowReleased: { taskId: Hex; provider: Address; providerPayout: bigint; platformFee: bigint }
  EscrowRefunded: { taskId: Hex; buyer: Address; amount: bigint }
  EscrowCurrencySet: { taskId: Hex; currency: Address }
  EscrowDifferenceRefunded: { taskId: Hex; buyer: Address; amount: bigint }
  BondDeposited: { taskId: Hex; buyer: Address; amount: bigint }
  DisputeResolved: { taskId: Hex; winner: Address; amount: bigint }
  DisputeSettled: {
    taskId: Hex
    outcome: number
    provider: Address
    arbitrator: Address
    providerPayout: bigint
    buyerPayout: bigint
    platformFee: bigint
    arbitrationFee: bigint
  }
  CurrencyUpdated: { currency: Address; accepted: boolean }
  PlatformFeeUpdated: { oldFeeBps: bigint; newFeeBps: bigint }

  // NodeRegistry and EscrowManager
  CreditAdded: { currency: Address; account: Address; amount: bigint; totalCredit: bigint }
  CreditWithdrawn: { currency: Address; account: Address; to: Address; amount: bigint }
  FeesSwept: { currency: Address; treasury: Address; amount: bigint }
  TreasuryUpdated: { oldTreasury: Address; newTreasury: Address }

  // all four
  RoleGranted: { role: Hex; account: Address; sender: Address }
  RoleRevoked: { role: Hex; account: Address; sender: Address }
  DefaultAdminTransferScheduled: { newAdmin: Address; acceptSchedule: number }
  DefaultAdminTransferCanceled: Record<never, never>
  Paused: { account: Address; until: bigint }
  Unpaused: { account: Address }

  // TaskMarketplace
  TaskCreated: { taskId: Hex; buyer: Address; resourceType: number; maxPrice: bigint }
  TaskSpecified: {
    taskId: Hex
    requiredPower: bigint
    duration: bigint
    escrowAmount: bigint
    minTrustLevel: number
    attempts: bigint
    reviewWindow: bigint
    openUntil: bigint
    specificationURI: string
  }
  TaskTermsSet: { taskId: Hex; mode: number; currency: Address; directNode: Hex; salt: Hex }
  AuctionRoundOpened: {
    taskId: Hex
    round: bigint
    commitUntil: bigint
    revealUntil: bigint
    selectionUntil: bigint
  }
  BidCommitted: { taskId: Hex; nodeId: Hex; round: bigint; commitment: Hex; order: bigint }
  BidRevealed: { taskId: Hex; nodeId: Hex; round: bigint; pricePerHour: bigint; best: boolean }
  UnrevealedBidReported: { taskId: Hex; nodeId: Hex; round: bigint; reporter: Address }
  AuctionRoundClosed: { taskId: Hex; round: bigint }
  AuctionRoundVoided: { taskId: Hex; round: bigint }
  TaskAssigned: { taskId: Hex; nodeId: Hex; startTime: bigint }
  TaskPriceAgreed: { taskId: Hex; round: bigint; pricePerHour: bigint; startUntil: bigint }
  TaskStarted: { taskId: Hex; nodeId: Hex; startedAt: bigint }
  TaskCompleted: { taskId: Hex; resultHash: Hex }
  ResultSubmitted: { taskId: Hex; resultURI: string }
  TaskAttemptFailed: { taskId: Hex; nodeId: Hex; reason: number; failedAttempts: bigint }
  TaskReopened: { taskId: Hex; openUntil: bigint }
  TaskDisputed: { taskId: Hex; disputedBy: Address; reason: string }
  DisputeOpened: { taskId: Hex; bond: bigint; disputedAt: bigint; disputeUntil: bigint }
  EvidenceSubmitted: { taskId: Hex; party: Address; evidenceURI: string }
  DisputeRuled: { taskId: Hex; outcome: number; providerShareBps: bigint; arbitrator: Address }
  TaskVerified: { taskId: Hex; payoutAmount: bigint }
  TaskCancelled: { taskId: Hex; refundAmount: bigint }
  TaskFailed: { taskId: Hex; refundAmount: bigint }
  TaskMarketplaceParametersUpdated: {
    parameters: {
      smallestTaskEth: bigint
      smallestTaskUsdc: bigint
      reputationFeeFloorEth: bigint
      reputationFeeFloorUsdc: bigint
      smallTaskLimitUsd: bigint
      openWindow: bigint
      startWindow: bigint
      reviewWindow: bigint
      disputeWindow: bigint
      attempts: bigint
      commitWindow: bigint
      revealWindow: bigint
      selectionWindow: bigint
    }
  }
  ArbitratorUpdated: { oldArbitrator: Address; newArbitrator: Address }
  PriceOracleUpdated: { oldOracle: Address; newOracle: Address }
  ReferencePriceUpdated: { resourceType: number; price: bigint }
}

export type MarketEventName = keyof MarketEventArgs

/** The contracts whose events make up the market's state. */
export type EventContract = 'nodeRegistry' | 'proofOfWorkVerifier' | 'escrowManager' | 'taskMarketplace'

/** Where an event stands: who said it, when, and its place in the log. */
export type MarketEventPlace = {
  contract: EventContract
  /** Unix time of the block, in seconds. */
  time: number
  block: number
  /** Place in the block's log, from 0. */
  index: number
}

/**
 * One entry of the log, from the chain or from the twin.
 *
 * @example
 * const event: MarketEvent<'TaskVerified'> = {
 *   name: 'TaskVerified', args: { taskId, payoutAmount: 920n },
 *   contract: 'taskMarketplace', time: 1_767_225_600, block: 12, index: 3,
 * }
 */
export type MarketEvent<name extends MarketEventName = MarketEventName> = {
  [key in name]: { name: key; args: MarketEventArgs[key] } & MarketEventPlace
}[name]
