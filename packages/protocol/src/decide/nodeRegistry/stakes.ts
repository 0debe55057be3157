import { NodeStatus } from '@aiigo/core'
import type { CommandArgs } from '../../generated/commands.ts'
import { type Address, ETH, type Hex } from '../../hex.ts'
import type { NodeState } from '../../state.ts'
import { requireNotPaused } from '../access.ts'
import { pay } from '../payouts.ts'
import { refuse, type Transaction } from '../transaction.ts'
import {
  ownedNode,
  refuseStatus,
  requireNoOpenChallenge,
  requireNoOpenTasks,
  requireNotBanned,
  requireNotEnded,
  requireNotSuspended,
} from './requirements.ts'

type Args = CommandArgs['nodeRegistry']

export function addStake(tx: Transaction, { nodeId }: Args['addStake'], sender: Address, value: bigint): void {
  const { stakedAmount } = fundableNode(tx, nodeId, sender, value)
  tx.emit('nodeRegistry', 'StakeDeposited', { nodeId, amount: value, totalStake: stakedAmount + value })
}

export function depositInsuranceBond(
  tx: Transaction,
  { nodeId }: Args['depositInsuranceBond'],
  sender: Address,
  value: bigint,
): void {
  const { insuranceBond } = fundableNode(tx, nodeId, sender, value)
  tx.emit('nodeRegistry', 'InsuranceBondDeposited', { nodeId, amount: value, totalBond: insuranceBond + value })
}

export function withdrawStake(tx: Transaction, { nodeId, amount }: Args['withdrawStake'], sender: Address): void {
  const { stakedAmount } = withdrawableNode(tx, nodeId, sender)
  requireAmount(nodeId, amount, stakedAmount)
  const rest = stakedAmount - amount
  const { minimumStake } = tx.state.parameters
  if (rest !== 0n && rest < minimumStake)
    refuse('NodeRegistry_StakeTooLow', { nodeId, stake: rest, required: minimumStake })
  tx.emit('nodeRegistry', 'StakeWithdrawn', { nodeId, amount, totalStake: rest })
  pay(tx, 'nodeRegistry', ETH, sender, amount)
}

export function withdrawInsuranceBond(
  tx: Transaction,
  { nodeId, amount }: Args['withdrawInsuranceBond'],
  sender: Address,
): void {
  const { insuranceBond } = withdrawableNode(tx, nodeId, sender)
  requireAmount(nodeId, amount, insuranceBond)
  tx.emit('nodeRegistry', 'InsuranceBondWithdrawn', { nodeId, amount, totalBond: insuranceBond - amount })
  pay(tx, 'nodeRegistry', ETH, sender, amount)
}

function fundableNode(tx: Transaction, nodeId: Hex, sender: Address, value: bigint): NodeState {
  requireNotPaused(tx, 'nodeRegistry')
  const node = ownedNode(tx, nodeId, sender)
  requireNotBanned(tx, sender)
  requireNotEnded(node)
  if (value === 0n) refuse('NodeRegistry_ZeroAmount', { nodeId })
  return node
}

/** As `_withdrawableNode`. */
function withdrawableNode(tx: Transaction, nodeId: Hex, sender: Address): NodeState {
  const node = ownedNode(tx, nodeId, sender)
  const { status, withdrawableFrom } = node
  const isRejected = status === NodeStatus.Rejected
  if (!isRejected && status !== NodeStatus.Inactive && status !== NodeStatus.Slashed) refuseStatus(node)
  requireNotSuspended(node)
  requireNoOpenTasks(node)
  if (!isRejected) requireNoOpenChallenge(node)
  if (tx.context.time < withdrawableFrom)
    refuse('NodeRegistry_CooldownNotOver', { nodeId, withdrawableFrom: BigInt(withdrawableFrom) })
  return node
}

function requireAmount(nodeId: Hex, amount: bigint, available: bigint): void {
  if (amount === 0n) refuse('NodeRegistry_ZeroAmount', { nodeId })
  if (amount > available) refuse('NodeRegistry_AmountTooHigh', { nodeId, amount, available })
}
