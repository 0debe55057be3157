import { EscrowStatus } from '@aiigo/core'
import type { MarketEvent } from '../events.ts'
import { escrowIn, fits, type Handlers, isNew } from '../fit.ts'
import { type Address, ETH } from '../hex.ts'
import type { EscrowState, MarketState } from '../state.ts'
import { move } from './balances.ts'

type EscrowEvents =
  | 'EscrowDeposited'
  | 'EscrowCurrencySet'
  | 'EscrowReleased'
  | 'EscrowDifferenceRefunded'
  | 'EscrowRefunded'
  | 'BondDeposited'
  | 'DisputeResolved'
  | 'DisputeSettled'
  | 'CurrencyUpdated'

const { Held, Released, Refunded, Disputed, Settled } = EscrowStatus

/** What EscrowManager says about the buyers' money. */
export const escrowEvents: Handlers<EscrowEvents> = {
  EscrowDeposited(state, event) {
    const { taskId, buyer, amount } = event.args
    isNew(event, state.escrows, taskId)
    state.escrows.set(taskId, newEscrow(state, event))
    move(state, ETH, buyer, state.deployment.escrowManager, amount)
  },

  // What looked like ETH was a token.
  EscrowCurrencySet(state, event) {
    const escrow = escrowIn(state, event, Held)
    const { buyer, amount } = escrow
    const { escrowManager } = state.deployment
    move(state, escrow.currency, escrowManager, buyer, amount)
    move(state, event.args.currency, buyer, escrowManager, amount)
    escrow.currency = event.args.currency
  },

  // Below the deposit EscrowDifferenceRefunded follows in the same transaction.
  EscrowReleased(state, event) {
    const escrow = escrowIn(state, event, Held)
    const { provider, providerPayout, platformFee } = event.args
    const paid = providerPayout + platformFee
    if (paid > escrow.amount) fits(event, 'an escrow of at least', paid, escrow.amount)
    escrow.status = paid === escrow.amount ? Released : Settled
    escrow.provider = provider
    escrow.providerPayout = providerPayout
    accrue(state, escrow, platformFee)
    moveOut(state, escrow, provider, providerPayout)
  },

  EscrowDifferenceRefunded(state, event) {
    const escrow = escrowIn(state, event, Settled)
    const { amount } = event.args
    fits(event, 'an escrow of', escrow.providerPayout + escrow.platformFee + amount, escrow.amount)
    escrow.buyerPayout = amount
    moveOut(state, escrow, escrow.buyer, amount)
  },

  EscrowRefunded(state, event) {
    const escrow = escrowIn(state, event, Held)
    fits(event, 'an escrow of', event.args.amount, escrow.amount)
    escrow.status = Refunded
    escrow.buyerPayout = escrow.amount
    moveOut(state, escrow, escrow.buyer, escrow.amount)
  },

  BondDeposited(state, event) {
    const escrow = escrowIn(state, event, Held)
    escrow.status = Disputed
    escrow.bond = event.args.amount
    move(state, escrow.currency, escrow.buyer, state.deployment.escrowManager, escrow.bond)
  },

  // The seed design's event; DisputeSettled beside it has every part.
  DisputeResolved(state, event) {
    escrowIn(state, event, Held, Disputed)
  },

  DisputeSettled(state, event) {
    const escrow = escrowIn(state, event, Held, Disputed)
    const { provider, arbitrator, providerPayout, buyerPayout, platformFee, arbitrationFee } = event.args
    const parts = providerPayout + buyerPayout + platformFee + arbitrationFee
    fits(event, 'escrow and bond of', parts, escrow.amount + escrow.bond)
    Object.assign(escrow, { status: Settled, provider, providerPayout, buyerPayout, arbitrationFee })
    accrue(state, escrow, platformFee)
    moveOut(state, escrow, provider, providerPayout)
    moveOut(state, escrow, escrow.buyer, buyerPayout)
    if (arbitrator !== ETH) moveOut(state, escrow, arbitrator, arbitrationFee)
  },

  CurrencyUpdated(state, event) {
    const { currency, accepted } = event.args
    if (accepted) state.currencies.add(currency)
    else state.currencies.delete(currency)
  },
}

/** Whoever did not take it is credited by CreditAdded in the same transaction, which moves it back. */
function moveOut(state: MarketState, { currency }: EscrowState, to: Address, amount: bigint): void {
  move(state, currency, state.deployment.escrowManager, to, amount)
}

function accrue(state: MarketState, escrow: EscrowState, platformFee: bigint): void {
  escrow.platformFee = platformFee
  state.fees.set(escrow.currency, (state.fees.get(escrow.currency) ?? 0n) + platformFee)
}

/** Every field from the start, as for nodes. */
function newEscrow(state: MarketState, { args, time }: MarketEvent<'EscrowDeposited'>): EscrowState {
  return {
    taskId: args.taskId,
    buyer: args.buyer,
    currency: ETH,
    amount: args.amount,
    bond: 0n,
    feeBps: Number(state.parameters.platformFeeBps),
    depositedAt: time,
    status: Held,
    provider: undefined,
    providerPayout: 0n,
    buyerPayout: 0n,
    platformFee: 0n,
    arbitrationFee: 0n,
  }
}
