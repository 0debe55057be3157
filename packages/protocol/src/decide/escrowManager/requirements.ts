import { EscrowStatus, parameters, roles } from '@aiigo/core'
import { type Address, type Hex, ETH as NOBODY } from '../../hex.ts'
import type { EscrowState } from '../../state.ts'
import { requireRole } from '../access.ts'
import { refuse, type Transaction } from '../transaction.ts'

/** What the contract packs an amount into: uint88. */
const MAX_AMOUNT = 2n ** 88n - 1n

export function requireReleaser(tx: Transaction, sender: Address): void {
  requireRole(tx, 'escrowManager', roles.releaser, sender)
}

export function heldEscrow({ state }: Transaction, taskId: Hex): EscrowState {
  const escrow = state.escrows.get(taskId)
  if (escrow?.status !== EscrowStatus.Held)
    refuse('EscrowManager_NotHeld', { taskId, status: escrow?.status ?? EscrowStatus.None })
  return escrow
}

export function requireAmount(taskId: Hex, amount: bigint): void {
  if (amount === 0n || amount > MAX_AMOUNT)
    refuse('EscrowManager_InvalidAmount', { taskId, amount, maximum: MAX_AMOUNT })
}

export function requireProvider(taskId: Hex, provider: Address): void {
  if (provider === NOBODY) refuse('EscrowManager_InvalidProvider', { taskId })
}

export function requireAgreed({ taskId, amount }: EscrowState, agreedAmount: bigint): void {
  if (agreedAmount > amount) refuse('EscrowManager_AgreedAmountTooHigh', { taskId, agreedAmount, deposited: amount })
}

export function requireShare(taskId: Hex, providerShareBps: bigint): void {
  const maximum = parameters.maxProviderShareBps
  if (providerShareBps > maximum) refuse('EscrowManager_ShareTooHigh', { taskId, providerShareBps, maximum })
}
