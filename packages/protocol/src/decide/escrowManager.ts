import { parameterBounds } from '@aiigo/core'
import { type Address, ETH } from '../hex.ts'
import { requireOwner } from './access.ts'
import type { Deciders } from './deciders.ts'
import { deposit, depositBond, depositToken } from './escrowManager/deposits.ts'
import { refund, release, releaseAt } from './escrowManager/releases.ts'
import { settleDispute, splitPayment } from './escrowManager/settlements.ts'
import { governedDeciders } from './governed.ts'
import { payoutDeciders } from './payouts.ts'
import { type Decimals, refuse, type Transaction } from './transaction.ts'

export { previewDispute, previewRelease, previewReleaseAt } from './escrowManager/previews.ts'
export { deposit, depositBond, depositToken, refund, release, releaseAt, settleDispute, splitPayment }

/** What the functions of EscrowManager do. */
export const escrowManager: Deciders<'escrowManager'> = {
  ...governedDeciders('escrowManager'),
  ...payoutDeciders('escrowManager'),
  deposit,
  depositToken,
  depositBond,
  release,
  releaseAt,
  refund,
  splitPayment,
  settleDispute,

  // Nothing in the log says what is at an address: the context does, or a token with six decimals is taken for granted.
  setCurrency(tx, { currency, accepted }, sender) {
    requireOwner(tx, 'escrowManager', sender)
    if (accepted) requireCurrency(tx, currency)
    tx.emit('escrowManager', 'CurrencyUpdated', { currency, accepted })
  },

  updatePlatformFee(tx, { newFeeBps }, sender) {
    requireOwner(tx, 'escrowManager', sender)
    const maximum = parameterBounds.platformFeeBps.max
    if (newFeeBps > maximum) refuse('EscrowManager_FeeTooHigh', { feeBps: newFeeBps, maximum })
    tx.emit('escrowManager', 'PlatformFeeUpdated', { oldFeeBps: tx.state.parameters.platformFeeBps, newFeeBps })
  },
}

const CURRENCY_DECIMALS = 6

/** A contract that does not answer ends the call that asks it: no error of the escrow manager comes of it. */
function requireCurrency(tx: Transaction, currency: Address): void {
  const decimals = decimalsOf(tx, currency)
  if (decimals === 'noAnswer') refuse('Reverted', {})
  if (decimals !== CURRENCY_DECIMALS) refuse('EscrowManager_InvalidCurrency', { currency })
}

/** Where ETH is, there is no contract. */
function decimalsOf({ context }: Transaction, currency: Address): Decimals {
  if (currency === ETH) return 'noContract'
  return context.decimalsOf ? context.decimalsOf(currency) : CURRENCY_DECIMALS
}
