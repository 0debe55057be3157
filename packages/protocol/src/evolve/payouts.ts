import type { EventContract, MarketEvent } from '../events.ts'
import { fits, type Handlers, UnfittingEventError } from '../fit.ts'
import { type Address, ETH } from '../hex.ts'
import type { MarketState } from '../state.ts'
import { move } from './balances.ts'

type PayoutEvents = 'CreditAdded' | 'CreditWithdrawn' | 'FeesSwept' | 'TreasuryUpdated'

/** What NodeRegistry and EscrowManager say about money that goes out (IPayouts.sol). */
export const payoutEvents: Handlers<PayoutEvents> = {
  CreditAdded(state, event) {
    const { currency, account, amount, totalCredit } = event.args
    const credits = creditsOf(state, event, currency)
    fits(event, 'a credit of', totalCredit - amount, credits?.get(account) ?? 0n)
    if (credits) credits.set(account, totalCredit)
    else state.credits.set(currency, new Map([[account, totalCredit]]))
    // The payment that it stands for was said before.
    move(state, currency, account, state.deployment[purse(event)], amount)
  },

  CreditWithdrawn(state, event) {
    const { currency, account, to, amount } = event.args
    const credits = creditsOf(state, event, currency)
    fits(event, 'a credit of', amount, credits?.get(account))
    credits?.delete(account)
    move(state, currency, state.deployment[purse(event)], to, amount)
  },

  FeesSwept(state, event) {
    const { currency, treasury, amount } = event.args
    const contract = purse(event)
    if (contract === 'nodeRegistry') {
      fits(event, 'accrued fees of', amount, state.accrued)
      state.accrued = 0n
    } else {
      fits(event, 'accrued fees of', amount, state.fees.get(currency) ?? 0n)
      state.fees.set(currency, 0n)
    }
    move(state, currency, state.deployment[contract], treasury, amount)
  },

  TreasuryUpdated(state, event) {
    state.treasuries[purse(event)] = event.args.newTreasury
  },
}

function creditsOf(
  state: MarketState,
  event: MarketEvent<PayoutEvents>,
  currency: Address,
): Map<Address, bigint> | undefined {
  if (purse(event) === 'escrowManager') return state.credits.get(currency)
  fits(event, 'the currency', ETH, currency)
  return state.registryCredits
}

type Purse = Extract<EventContract, 'nodeRegistry' | 'escrowManager'>

/** The two contracts that hold money say the same things about it. */
function purse(event: MarketEvent<PayoutEvents>): Purse {
  if (event.contract === 'nodeRegistry' || event.contract === 'escrowManager') return event.contract
  throw new UnfittingEventError(event, 'a contract that holds money', event.contract)
}
