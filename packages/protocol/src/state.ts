import type { NodeStatus, Parameters, ResourceType, TaskStatus } from '@aiigo/core'
import type { Address, Hex } from './hex.ts'

/** A node, in the names of `NodeRegistry.getNode` and of core's `trustLevel(node)`, which takes it as it is. Amounts in wei, power in 1e-18 TFLOPS, times in Unix seconds. */
export type NodeState = {
  nodeId: Hex
  owner: Address
  status: NodeStatus
  resourceType: ResourceType
  /** 1 owned by the platform, 2 leased from a cloud, 3 the community. */
  tier: 1 | 2 | 3
  metadataURI: string
  stakedAmount: bigint
  /** Basis points, 0 to 10,000. */
  reputation: number
  computePower: bigint
  /** Power that the node's open tasks hold. */
  reservedPower: bigint
  openTasks: number
  totalTasksCompleted: number
  totalTasksFailed: number
  totalEarnings: bigint
  challengesPassed: number
  challengesFailed: number
  openChallenge: Hex | undefined
  registeredAt: number
  lastActiveAt: number
  /** When the owner deactivated it; 0 while it is not Inactive. */
  inactiveSince: number
  hasPartnerSLA: boolean
  hasInsuranceBond: boolean
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
  minTrustLevel: number
  specificationURI: string
  escrow: bigint
  /** The node that works on it or did so last. */
  nodeId: Hex | undefined
  attempts: number
  createdAt: number
  /** When it became Open last: the open window counts from here. */
  openedAt: number
  startedAt: number
  completedAt: number
  resultHash: Hex | undefined
}

export type ChallengeState = {
  challengeId: Hex
  nodeId: Hex
  seed: Hex
  difficulty: bigint
  issuedAt: number
  deadline: number
  /** Solutions asked for. */
  solutions: number
  /** Solutions handed in. */
  solved: number
  lastNonce: bigint
  completed: boolean
}

export type EscrowState = {
  taskId: Hex
  buyer: Address
  currency: Address
  amount: bigint
  feeBps: number
  settled: boolean
}

/**
 * The whole market at one place of the log. Only {@link evolve} builds it: nothing in it is known that the events do not say.
 * Tasks that ended stay until whoever holds the state drops them; open challenges only.
 */
export type MarketState = {
  parameters: Parameters
  nodes: Map<Hex, NodeState>
  tasks: Map<Hex, TaskState>
  challenges: Map<Hex, ChallengeState>
  escrows: Map<Hex, EscrowState>
  /** What refused payouts left to be withdrawn: currency → holder → amount. */
  credits: Map<Address, Map<Address, bigint>>
  /** Fees that wait in the escrow manager to be swept, by currency. */
  fees: Map<Address, bigint>
  /** Registration fees and slashes that wait in the registry to be swept, in wei. */
  accrued: bigint
}
