import { parameterBounds } from '@aiigo/core'
import { ETH } from '../hex.ts'
import { requireOwner } from './access.ts'
import type { Deciders } from './deciders.ts'
import { deposit, depositBond, depositToken } from './escrowManager/deposits.ts'
import { refund, release, releaseAt } from './escrowManager/releases.ts'
import { settleDispute, splitPayment } from './escrowManager/settlements.ts'
import { governedDeciders } from './governed.ts'
import { payoutDeciders } from './payouts.ts'
import { refuse } from './transaction.ts'

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

  // That there is a token with six decimals at the address is taken for granted; where ETH is, there is none.
  setCurrency(tx, { currency, accepted }, sender) {
    requireOwner(tx, 'escrowManager', sender)
    if (accepted && currency === ETH) refuse('EscrowManager_InvalidCurrency', { currency })
    tx.emit('escrowManager', 'CurrencyUpdated', { currency, accepted })
  },

  updatePlatformFee(tx, { newFeeBps }, sender) {
    requireOwner(tx, 'escrowManager', sender)
    const maximum = parameterBounds.platformFeeBps.max
    if (newFeeBps > maximum) refuse('EscrowManager_FeeTooHigh', { feeBps: newFeeBps, maximum })
    tx.emit('escrowManager', 'PlatformFeeUpdated', { oldFeeBps: tx.state.parameters.platformFeeBps, newFeeBps })
  },
}
