import type { CommandArgs } from '../../generated/commands.ts'
import { type Address, ETH, type Hex, ETH as NOBODY } from '../../hex.ts'
import { requireNotPaused } from '../access.ts'
import { refuse, type Transaction } from '../transaction.ts'
import { heldEscrow, requireAmount, requireReleaser } from './requirements.ts'

// Money in. That a token arrives is taken for granted.

type Args = CommandArgs['escrowManager']

export function deposit(tx: Transaction, { taskId, buyer }: Args['deposit'], sender: Address, value: bigint): void {
  requireNotPaused(tx, 'escrowManager')
  requireReleaser(tx, sender)
  hold(tx, taskId, buyer, value)
}

export function depositToken(tx: Transaction, args: Args['depositToken'], sender: Address): void {
  const { taskId, buyer, currency, amount } = args
  requireNotPaused(tx, 'escrowManager')
  requireReleaser(tx, sender)
  if (!tx.state.currencies.has(currency)) refuse('EscrowManager_CurrencyNotAccepted', { currency })
  hold(tx, taskId, buyer, amount)
  tx.emit('escrowManager', 'EscrowCurrencySet', { taskId, currency })
}

export function depositBond(tx: Transaction, args: Args['depositBond'], sender: Address, value: bigint): void {
  const { taskId, amount } = args
  requireReleaser(tx, sender)
  const { currency, buyer } = heldEscrow(tx, taskId)
  requireAmount(taskId, amount)
  const required = currency === ETH ? amount : 0n
  if (value !== required) refuse('EscrowManager_WrongPayment', { taskId, paid: value, required })
  tx.emit('escrowManager', 'BondDeposited', { taskId, buyer, amount })
}

function hold(tx: Transaction, taskId: Hex, buyer: Address, amount: bigint): void {
  if (tx.state.escrows.has(taskId)) refuse('EscrowManager_AlreadyExists', { taskId })
  if (buyer === NOBODY) refuse('EscrowManager_InvalidBuyer', { taskId })
  requireAmount(taskId, amount)
  tx.emit('escrowManager', 'EscrowDeposited', { taskId, buyer, amount })
}
