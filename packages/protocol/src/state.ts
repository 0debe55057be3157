import type {
  AssignmentMode,
  BidStatus,
  EscrowStatus,
  NodeStatus,
  Parameters,
  PerResourceType,
  ResourceType,
  TaskStatus,
} from '@aiigo/core'
import type { EventContract } from './events.ts'
import type { Address, Hex } from './hex.ts'

/**
 * A node, in the names of `NodeRegistry.getNode` and of core's `trustLevel(node)`. Amounts in wei, power in 1e-18 TFLOPS,
 * times in Unix seconds.
 */
export type NodeState = {
  nodeId: Hex
  owner: Address
  /** Which of its owner's nodes it is, from 0. */
  ownerNonce: number
  status: NodeStatus
  resourceType: ResourceType
  /** 1 owned by the platform, 2 leased from a cloud, 3 the community. */
  tier: 1 | 2 | 3
  metadataURI: string
  stakedAmount: bigint
  insuranceBond: bigint
  hasPartnerSLA: boolean
  /** Takes no new task until a reviewer clears it. */
  underReview: boolean
  /** Basis points, 0 to 10,000. */
  reputation: number
  /** As proven last; {@link freshPower} says what it counts now. */
  computePower: bigint
  /** The last challenge passed; 0 before the first. */
  provenAt: number
  /** Power that the node's open tasks hold. */
  reservedPower: bigint
  openTasks: number
  totalTasksCompleted: number
  totalTasksFailed: number
  totalEarnings: bigint
  challengesPassed: number
  /** By the verifier's account; the registry's own is `challengeOpen`. */
  openChallenge: Hex | undefined
  /** The registry's: whoever has the verifier's role opens and closes it, beside the verifier's challenges too. */
  challengeOpen: boolean
  proof: ProofState
  registeredAt: number
  lastActiveAt: number
  /** End of the cooldown of its stake; 0 while it has not begun. */
  withdrawableFrom: number
  /** By a bid: the last second at which the node may not be deactivated; 0 before its first. */
  heldUntil: number
  /** Suspended: the second from which on a proposed ban may be executed; 0 while none is proposed. */
  banExecutableFrom: number
}

/** What a node's challenges have shown so far, as `ProofOfWorkVerifier.getProof` says it. */
export type ProofState = {
  /** Hashes, older challenges halved each time. */
  pooledWork: bigint
  /** Seconds, likewise. */
  pooledTime: bigint
  /** 0n before the first challenge. */
  lastDifficulty: bigint
  lastIssuedAt: number
  /** The last challenge that CHALLENGER_ROLE issued. */
  lastForcedAt: number
  challengeCount: number
}

export type TaskState = {
  taskId: Hex
  buyer: Address
  status: TaskStatus
  resourceType: ResourceType
  mode: AssignmentMode
  /** The zero address for ETH. */
  currency: Address
  /** The only node that may take it, of a task of that mode. */
  directNode: Hex | undefined
  /** 1e-18 TFLOPS. */
  requiredPower: bigint
  /** Seconds. */
  duration: number
  /** Per hour, in the smallest unit of the currency. */
  maxPrice: bigint
  /** Per hour, by the bid that won; 0n without one. */
  agreedPrice: bigint
  /** What the buyer paid in, in the smallest unit of the currency. */
  escrowAmount: bigint
  /** The effective one: raised to 2 when the task is not small. */
  minTrustLevel: number
  specificationURI: string
  /** The node that works on it, or worked on it to the end. */
  nodeId: Hex | undefined
  /** Nodes that failed it and may not take it again. */
  excluded: Hex[]
  failedAttempts: number
  attempts: number
  createdAt: number
  /** The last second at which a node may accept. */
  openUntil: number
  /** While Assigned: from the second after it on anyone may time the task out; 0 otherwise. */
  startUntil: number
  startedAt: number
  /** As they stood when it was posted: a later change of the market's does not reach it. */
  parameters: Parameters
  /** Duration and grace over: from the second after it on anyone may time the task out. */
  deadline: number
  completedAt: number
  reviewWindow: number
  /** From the second after it on anyone may finalize. */
  reviewUntil: number
  /** From the second after it on anyone may end the dispute; 0 without one. */
  disputeUntil: number
  resultHash: Hex | undefined
}

/** The bids for a task. */
export type AuctionState = {
  taskId: Hex
  /** The round that it is in, or was in last: 1, 2, … */
  round: number
  bestNode: Hex | undefined
  /** Per hour; 0n while nothing is revealed. */
  bestPrice: bigint
  /** The last second of each window; 0 between two rounds. */
  commitUntil: number
  revealUntil: number
  selectionUntil: number
  /** The buyer cancelled before the reveal window was over: nobody had to reveal. */
  voided: boolean
  /** The bids of each round, the first round's first. */
  rounds: Map<Hex, BidState>[]
}

export type BidState = {
  nodeId: Hex
  status: BidStatus
  commitment: Hex
  /** 1 for the first commitment of its round. */
  order: number
  /** 0n until it is revealed. */
  pricePerHour: bigint
}

/** On the wire: 2 solved, 3 failed. */
export type EndedChallengeStatus = 2 | 3

/** An open challenge. Of one that ended only its end stays; what it showed is in the node's `proof`. */
export type ChallengeState = {
  challengeId: Hex
  nodeId: Hex
  owner: Address
  seed: Hex
  difficulty: bigint
  issuedAt: number
  /** The last second at which a solution counts. */
  deadline: number
  /** k: how many solutions are asked for. */
  solutions: number
  /** How many were handed in. */
  solved: number
  /** The next nonce must be greater. */
  lastNonce: bigint
}

export type EscrowState = {
  taskId: Hex
  buyer: Address
  /** The zero address for ETH. */
  currency: Address
  amount: bigint
  /** What the disputing buyer paid in. */
  bond: bigint
  /** Fixed at deposit. */
  feeBps: number
  depositedAt: number
  status: EscrowStatus
  /** Set when money has left, unless all of it went back. */
  provider: Address | undefined
  /** Where the money went; all 0n while it is here. */
  providerPayout: bigint
  buyerPayout: bigint
  platformFee: bigint
  arbitrationFee: bigint
}

/** Where the contracts are: part of every id. */
export type MarketDeployment = {
  chainId: number
  nodeRegistry: Address
  proofOfWorkVerifier: Address
  escrowManager: Address
  taskMarketplace: Address
}

/** Who may do what with one contract. */
export type AccessState = {
  /** The default admin; the zero address before there is one. */
  owner: Address
  /** To whom the ownership is being handed. */
  pendingOwner: Address | undefined
  /** The second from which on the heir may accept; 0 while there is none. */
  pendingSince: number
  /** Who holds each role, in the contracts' order; the owner's own is not among them. */
  roles: Map<Hex, Set<Address>>
  /** End of the latest pause; 0 before the first. */
  pausedUntil: number
  pausedByOwner: boolean
}

/**
 * The whole market at one place of the log. Only {@link evolve} builds it: nothing in it is known that the events do not
 * say. Entities stay when they have ended, except challenges; whoever simulates long drops what nobody will ask for.
 */
export type MarketState = {
  deployment: MarketDeployment
  access: Record<EventContract, AccessState>
  /** As governance set them last. */
  parameters: Parameters
  nodes: Map<Hex, NodeState>
  tasks: Map<Hex, TaskState>
  challenges: Map<Hex, ChallengeState>
  /** How each challenge ended that did: the verifier tells one that is over from one that never was. */
  endedChallenges: Map<Hex, EndedChallengeStatus>
  escrows: Map<Hex, EscrowState>
  auctions: Map<Hex, AuctionState>
  /** How many nodes each owner ever registered: the next one's nonce. */
  nodeCounts: Map<Address, number>
  /** How many tasks each buyer ever posted: the salt of the next one that comes without. */
  taskCounts: Map<Address, number>
  /**
   * Currency → account → smallest units: what the contracts hold, and what everybody else has gained (or lost: below
   * zero) by the market since the state was created. The sum over all accounts of a currency is always 0.
   */
  balances: Map<Address, Map<Address, bigint>>
  /** Their nodes take no task, and they register no more. */
  bannedOwners: Set<Address>
  /** In which tasks may be posted, besides ETH. */
  currencies: Set<Address>
  /** Refused payouts that wait in the escrow manager: currency → holder → amount. */
  credits: Map<Address, Map<Address, bigint>>
  /** Fees that wait in the escrow manager to be swept, by currency. */
  fees: Map<Address, bigint>
  /** Refused payouts of stakes that wait in the registry: holder → wei. */
  registryCredits: Map<Address, bigint>
  /** Registration fees and slashes that wait in the registry to be swept, in wei. */
  accrued: bigint
  /** Who rules on disputes; the zero address while nobody was named. So the next two. */
  arbitrator: Address
  priceOracle: Address
  treasuries: { nodeRegistry: Address; escrowManager: Address }
  /** Wei for one TFLOPS for one hour, behind `estimateTaskCost`. */
  referencePrices: PerResourceType
}
