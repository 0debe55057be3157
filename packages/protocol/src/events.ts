import type { Address, Hex } from './hex.ts'

/**
 * The arguments of every event of the contracts, by the event's name. Names, order and types are those of the ABI as viem
 * decodes it: integers of up to 48 bits are numbers, wider ones bigint.
 *
 * Times are Unix seconds, amounts the currency's smallest unit, power 1e-18 TFLOPS, reputation basis points.
 */
export type MarketEventArgs = {
  // NodeRegistry
  NodeRegistered: { nodeId: Hex; owner: Address; resourceType: number }
  NodeMetadataUpdated: { nodeId: Hex; metadataURI: string }
  NodeStatusChanged: { nodeId: Hex; oldStatus: number; newStatus: number }
  StakeDeposited: { nodeId: Hex; amount: bigint; totalStake: bigint }
  StakeWithdrawn: { nodeId: Hex; amount: bigint; totalStake: bigint }
  ReputationUpdated: { nodeId: Hex; oldReputation: bigint; newReputation: bigint }
  NodeSlashed: { nodeId: Hex; slashedAmount: bigint; reason: string }
  ComputePowerUpdated: { nodeId: Hex; oldPower: bigint; newPower: bigint }

  // ProofOfWorkVerifier
  ChallengeIssued: { challengeId: Hex; nodeId: Hex; difficulty: bigint; deadline: bigint }
  ChallengeSolved: { challengeId: Hex; nodeId: Hex; solutionTime: bigint; verifiedPower: bigint }
  ChallengeFailed: { challengeId: Hex; nodeId: Hex; reason: string }

  // EscrowManager
  EscrowDeposited: { taskId: Hex; buyer: Address; amount: bigint }
  EscrowReleased: { taskId: Hex; provider: Address; providerPayout: bigint; platformFee: bigint }
  EscrowRefunded: { taskId: Hex; buyer: Address; amount: bigint }

  // TaskMarketplace
  TaskCreated: { taskId: Hex; buyer: Address; resourceType: number; maxPrice: bigint }
  TaskAssigned: { taskId: Hex; nodeId: Hex; startTime: bigint }
  TaskCompleted: { taskId: Hex; resultHash: Hex }
  TaskVerified: { taskId: Hex; payoutAmount: bigint }
  TaskCancelled: { taskId: Hex; refundAmount: bigint }
}

export type MarketEventName = keyof MarketEventArgs

/** Where an event stands: the block's time (Unix seconds) and the place in the log. */
export type MarketEventPlace = {
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
 *   name: 'TaskVerified', args: { taskId, payoutAmount: 920n }, time: 1_767_225_600, block: 12, index: 3,
 * }
 */
export type MarketEvent<name extends MarketEventName = MarketEventName> = {
  [key in name]: { name: key; args: MarketEventArgs[key] } & MarketEventPlace
}[name]
