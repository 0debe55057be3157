import { parameterBounds } from '@aiigo/core'
import { type Address, ETH } from '../hex.ts'
import { requireOwner } from './access.ts'
import type { Deciders } from './deciders.ts'
import { deposit, depositBond, depositToken } from './escrowManager/deposits.ts'
import { refund, release, releaseAt } from './escrowManager/releases.ts'
import { settleDispute, splitPayment } from './escrowManager/settlements.ts'
import { governedDeciders } from './governed.ts'
import { payoutDeciders } from './payouts.ts'
import { refuse, type Transaction } from './transaction.ts'

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
    if (accepted && decimalsOf(tx, currency) !== CURRENCY_DECIMALS)
      refuse('EscrowManager_InvalidCurrency', { currency })
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

/** Where ETH is, there is no contract. */
function decimalsOf({ context }: Transaction, currency: Address): number | undefined {
  if (currency === ETH) return undefined
  return context.decimalsOf ? context.decimalsOf(currency) : CURRENCY_DECIMALS
}
