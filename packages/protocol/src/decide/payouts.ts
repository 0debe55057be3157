import type { EventContract, MarketEvent } from '../events.ts'
import type { CommandArgs } from '../generated/commands.ts'
import { type Address, ETH } from '../hex.ts'
import { requireOwner } from './access.ts'
import type { Decider } from './deciders.ts'
import { refuse, type Transaction } from './transaction.ts'

/** The two contracts that hold money. */
export type Payer = Extract<EventContract, 'nodeRegistry' | 'escrowManager'>

type PayoutCommand = 'withdrawCredit' | 'sweepFees' | 'setTreasury'

export type PayoutDeciders = { [name in PayoutCommand]: Decider<CommandArgs['escrowManager'][name]> }

/** What Payouts does for a contract. */
export function payoutDeciders(contract: Payer): PayoutDeciders {
  return {
    withdrawCredit: (tx, { currency, to }, sender) => withdrawCredit(tx, contract, currency, to, sender),
    sweepFees: (tx, { currency }) => sweepFees(tx, contract, currency),
    setTreasury: (tx, { newTreasury }, sender) => setTreasury(tx, contract, newTreasury, sender),
  }
}

/** As `_pay`: whoever does not take it is credited. A part of zero is not paid. */
export function pay(tx: Transaction, contract: Payer, currency: Address, account: Address, amount: bigint): void {
  if (amount !== 0n && isRefused(tx, currency, account)) credit(tx, contract, currency, account, amount)
}

/** As `_credit`: keeps money for an account that takes it out itself. */
export function credit(tx: Transaction, contract: Payer, currency: Address, account: Address, amount: bigint): void {
  const totalCredit = creditSoFar(tx, contract, currency, account) + amount
  tx.emit(contract, 'CreditAdded', { currency, account, amount, totalCredit })
}

function withdrawCredit(tx: Transaction, contract: Payer, currency: Address, to: Address, sender: Address): void {
  if (to === ETH || to === tx.state.deployment[contract]) refuse('Payouts_InvalidRecipient', { to })
  const amount = creditOf(tx, contract, currency, sender)
  if (amount === 0n) refuse('Payouts_NoCredit', { currency, account: sender })
  tx.emit(contract, 'CreditWithdrawn', { currency, account: sender, to, amount })
  requirePaid(tx, currency, to, amount)
}

function sweepFees(tx: Transaction, contract: Payer, currency: Address): void {
  const amount = accruedFees(tx, contract, currency)
  if (amount === 0n) refuse('Payouts_NoFees', { currency })
  const treasury = tx.state.treasuries[contract]
  tx.emit(contract, 'FeesSwept', { currency, treasury, amount })
  requirePaid(tx, currency, treasury, amount)
}

function setTreasury(tx: Transaction, contract: Payer, newTreasury: Address, sender: Address): void {
  requireOwner(tx, contract, sender)
  if (newTreasury === ETH || newTreasury === tx.state.deployment[contract])
    refuse('Payouts_InvalidTreasury', { treasury: newTreasury })
  tx.emit(contract, 'TreasuryUpdated', { oldTreasury: tx.state.treasuries[contract], newTreasury })
}

/** As `_pushAll`: who calls for money is told that it does not arrive. */
function requirePaid(tx: Transaction, currency: Address, to: Address, amount: bigint): void {
  if (isRefused(tx, currency, to)) refuse('Payouts_TransferFailed', { currency, to, amount })
}

/** The market's own contracts take no ETH that comes without a call. */
function isRefused({ state, context }: Transaction, currency: Address, account: Address): boolean {
  if (context.refuses?.(currency, account)) return true
  if (currency !== ETH) return false
  const { nodeRegistry, escrowManager, taskMarketplace, proofOfWorkVerifier } = state.deployment
  return (
    account === nodeRegistry ||
    account === escrowManager ||
    account === taskMarketplace ||
    account === proofOfWorkVerifier
  )
}

function accruedFees({ state }: Transaction, contract: Payer, currency: Address): bigint {
  if (contract === 'escrowManager') return state.fees.get(currency) ?? 0n
  return currency === ETH ? state.accrued : 0n
}

function creditOf({ state }: Transaction, contract: Payer, currency: Address, account: Address): bigint {
  if (contract === 'escrowManager') return state.credits.get(currency)?.get(account) ?? 0n
  return currency === ETH ? (state.registryCredits.get(account) ?? 0n) : 0n
}

/** One transaction may credit an account more than once. */
function creditSoFar(tx: Transaction, contract: Payer, currency: Address, account: Address): bigint {
  for (let i = tx.events.length - 1; i >= 0; i--) {
    const event = tx.events[i]
    if (event?.name !== 'CreditAdded' || event.contract !== contract) continue
    const { args } = event as MarketEvent<'CreditAdded'>
    if (args.currency === currency && args.account === account) return args.totalCredit
  }
  return creditOf(tx, contract, currency, account)
}
