import type { CommandArgs } from '../../generated/commands.ts'
import type { Address } from '../../hex.ts'
import type { EscrowState } from '../../state.ts'
import { pay } from '../payouts.ts'
import type { Transaction } from '../transaction.ts'
import { releaseParts } from './previews.ts'
import { heldEscrow, requireAgreed, requireProvider, requireReleaser } from './requirements.ts'

// Money out, where nobody disputes.

type Args = CommandArgs['escrowManager']

export function release(tx: Transaction, { taskId, provider }: Args['release'], sender: Address): void {
  requireReleaser(tx, sender)
  const escrow = heldEscrow(tx, taskId)
  requireProvider(taskId, provider)
  releaseEscrow(tx, escrow, provider, escrow.amount)
}

export function releaseAt(tx: Transaction, args: Args['releaseAt'], sender: Address): void {
  const { taskId, provider, agreedAmount } = args
  requireReleaser(tx, sender)
  const escrow = heldEscrow(tx, taskId)
  requireProvider(taskId, provider)
  requireAgreed(escrow, agreedAmount)
  releaseEscrow(tx, escrow, provider, agreedAmount)
}

export function refund(tx: Transaction, { taskId }: Args['refund'], sender: Address): void {
  requireReleaser(tx, sender)
  const { buyer, currency, amount } = heldEscrow(tx, taskId)
  tx.emit('escrowManager', 'EscrowRefunded', { taskId, buyer, amount })
  pay(tx, 'escrowManager', currency, buyer, amount)
}

function releaseEscrow(tx: Transaction, escrow: EscrowState, provider: Address, agreedAmount: bigint): void {
  const { taskId, currency, buyer, amount } = escrow
  const { providerPayout, platformFee } = releaseParts(escrow, agreedAmount)
  const difference = amount - agreedAmount
  tx.emit('escrowManager', 'EscrowReleased', { taskId, provider, providerPayout, platformFee })
  if (difference !== 0n) tx.emit('escrowManager', 'EscrowDifferenceRefunded', { taskId, buyer, amount: difference })
  pay(tx, 'escrowManager', currency, provider, providerPayout)
  pay(tx, 'escrowManager', currency, buyer, difference)
}
