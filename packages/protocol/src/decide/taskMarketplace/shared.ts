import type { TaskOutcome, TaskStatus } from '@aiigo/core'
import type { CommandArgs } from '../../generated/commands.ts'
import { type Address, ETH, type Hex, NO_ID } from '../../hex.ts'
import type { TaskState } from '../../state.ts'
import { byteLength } from '../byteLength.ts'
import { taskCostUp } from '../money.ts'
import { closeTask as closeNodesTask } from '../nodeRegistry.ts'
import { refuse, type Transaction } from '../transaction.ts'

// TaskMarketplaceBase.sol: what every part of the marketplace asks of a task. Its deadline, reviewUntil, and startUntil and
// disputeUntil once they run, are in the state.

/** As the contract's MAX_URI_LENGTH, in bytes. */
export const MAX_URI_LENGTH = 256

export function taskOf({ state }: Transaction, taskId: Hex): TaskState {
  return state.tasks.get(taskId) ?? refuse('TaskMarketplace_UnknownTask', { taskId })
}

export function buyersTask(tx: Transaction, taskId: Hex, sender: Address): TaskState {
  const task = taskOf(tx, taskId)
  if (sender !== task.buyer) refuse('TaskMarketplace_NotBuyer', { taskId, caller: sender, buyer: task.buyer })
  return task
}

export function requireStatus({ taskId, status }: TaskState, required: TaskStatus): void {
  if (status !== required) refuse('TaskMarketplace_WrongStatus', { taskId, status })
}

export function requireOpenWindow({ context }: Transaction, { taskId, openUntil }: TaskState): void {
  if (context.time > openUntil) refuse('TaskMarketplace_OpenWindowOver', { taskId, openUntil: BigInt(openUntil) })
}

export function requireNotExcluded({ taskId, excluded }: TaskState, nodeId: Hex): void {
  if (excluded.includes(nodeId)) refuse('TaskMarketplace_NodeExcluded', { taskId, nodeId })
}

export function requireProvider(tx: Transaction, task: TaskState, sender: Address): void {
  const provider = providerOf(tx, task)
  if (sender !== provider) refuse('TaskMarketplace_NotProvider', { taskId: task.taskId, caller: sender, provider })
}

/** The owner of the task's node; the zero address while nobody is assigned. */
export function providerOf({ state }: Transaction, { nodeId }: TaskState): Address {
  return nodeId === undefined ? ETH : (state.nodes.get(nodeId)?.owner ?? ETH)
}

/** What the registry is asked with, whose node it has to be included; the zero address asks about nobody's in particular. */
export function claimOf(task: TaskState, operator: Address): CommandArgs['nodeRegistry']['openTask']['claim'] {
  const { buyer, resourceType, minTrustLevel, requiredPower } = task
  return { operator, buyer, resourceType, minTrustLevel, requiredPower }
}

/** Of a task that a bid wins at this time. */
export function startUntilOf(task: TaskState, assignedAt: number): bigint {
  return BigInt(assignedAt) + task.parameters.startWindow
}

/** Of a task that is disputed at this time. */
export function disputeUntilOf(task: TaskState, disputedAt: number): bigint {
  return BigInt(disputedAt) + task.parameters.disputeWindow
}

/** What the task costs at the price of the bid that won; the whole escrow without one. */
export function agreedAmount({ agreedPrice, escrowAmount, duration }: TaskState): bigint {
  return agreedPrice === 0n ? escrowAmount : taskCostUp(agreedPrice, BigInt(duration))
}

/** Tells the registry how a task ended for its node: earnings count in ETH, reputation where the platform earned enough. */
export function closeTask(
  tx: Transaction,
  task: TaskState,
  outcome: TaskOutcome,
  payout: bigint,
  platformFee: bigint,
): void {
  const { taskId, nodeId = NO_ID, requiredPower: power, parameters: p } = task
  const inToken = task.currency !== ETH
  const earnsReputation = platformFee >= (inToken ? p.reputationFeeFloorUsdc : p.reputationFeeFloorEth)
  const args = { taskId, nodeId, power, outcome, earnings: inToken ? 0n : payout, earnsReputation }
  closeNodesTask(tx, args, tx.state.deployment.taskMarketplace)
}

/** Longer than the contract's MAX_URI_LENGTH. A character is three bytes at most: short texts need no counting. */
export function isTooLong(text: string): boolean {
  return text.length * 3 > MAX_URI_LENGTH && byteLength(text) > MAX_URI_LENGTH
}
