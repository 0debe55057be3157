import type { NodeStatus, Parameters, ResourceType, TaskStatus } from '@aiigo/core'
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
  openChallenge: Hex | undefined
  proof: ProofState
  registeredAt: number
  lastActiveAt: number
  /** End of the cooldown of its stake; 0 while it has not begun. */
  withdrawableFrom: number
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
  /** 1e-18 TFLOPS. */
  requiredPower: bigint
  /** Seconds. */
  duration: number
  /** Wei per hour. */
  maxPrice: bigint
  /** Wei. */
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
  startedAt: number
  /** Duration and grace over: from the second after it on anyone may time the task out. */
  deadline: number
  completedAt: number
  reviewWindow: number
  /** From the second after it on anyone may finalize. */
  reviewUntil: number
  resultHash: Hex | undefined
}

/** An open challenge. One that ended leaves the state; what it showed is in the node's `proof`. */
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
  /** Fixed at deposit. */
  feeBps: number
  depositedAt: number
  status: 'held' | 'released' | 'refunded'
  /** Set when it is released. */
  provider: Address | undefined
}

/**
 * The whole market at one place of the log. Only {@link evolve} builds it: nothing in it is known that the events do not
 * say. Entities stay when they have ended, except challenges; whoever simulates long drops what nobody will ask for.
 */
export type MarketState = {
  /** As governance set them last. */
  parameters: Parameters
  nodes: Map<Hex, NodeState>
  tasks: Map<Hex, TaskState>
  challenges: Map<Hex, ChallengeState>
  escrows: Map<Hex, EscrowState>
  /** Refused payouts that wait in the escrow manager: currency → holder → amount. */
  credits: Map<Address, Map<Address, bigint>>
  /** Fees that wait in the escrow manager to be swept, by currency. */
  fees: Map<Address, bigint>
  /** Refused payouts of stakes that wait in the registry: holder → wei. */
  registryCredits: Map<Address, bigint>
  /** Registration fees and slashes that wait in the registry to be swept, in wei. */
  accrued: bigint
}
