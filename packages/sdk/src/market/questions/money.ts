import * as chain from '@aiigo/clients'
import type { MarketState, PayoutContract } from '@aiigo/protocol'
import * as twin from '@aiigo/protocol'
import { zeroAddress as ETH } from 'viem'
import { type Question, question } from './question.ts'

type Address = `0x${string}`

/**
 * What waits in the two contracts that hold money, and where it goes. What they hold is not asked for: it is the sum of stakes,
 * escrows, credits and fees, and of what anybody sent them unasked.
 */
export function moneyQuestions(state: MarketState): Question[] {
  const currencies = currenciesOf(state)
  return [
    ...(['nodeRegistry', 'escrowManager'] as const).map((contract) =>
      question('getTreasury', chain.getTreasury, { contract }, twin.getTreasury(state, contract)),
    ),
    ...currencies.map((currency) => {
      const isAccepted = twin.isCurrencyAccepted(state, currency)
      return question('isCurrencyAccepted', chain.isCurrencyAccepted, { currency }, isAccepted)
    }),
    feeQuestion(state, 'nodeRegistry', ETH),
    ...currencies.map((currency) => feeQuestion(state, 'escrowManager', currency)),
    ...creditQuestions(state),
  ]
}

/** Those that were ever met; of one that governance took back before anybody used it nothing is kept. */
function currenciesOf(state: MarketState): Address[] {
  const used = [...state.escrows.values()].map(({ currency }) => currency)
  return [...new Set<Address>([ETH, ...state.currencies, ...used, ...state.fees.keys(), ...state.credits.keys()])]
}

function feeQuestion(state: MarketState, contract: PayoutContract, currency: Address): Question {
  const fees = twin.getAccruedFees(state, contract, currency)
  return question('getAccruedFees', chain.getAccruedFees, { contract, currency }, fees)
}

/** Of everybody who has one, and of everybody who was to be paid: a credit whose event was lost shows nowhere else. */
function creditQuestions(state: MarketState): Question[] {
  const owners = [...state.nodes.values()].map(({ owner }) => owner)
  const ofStakes = new Set([...owners, ...state.registryCredits.keys()])
  return [
    ...Array.from(ofStakes, (account) => creditQuestion(state, 'nodeRegistry', ETH, account)),
    ...Array.from(payeesOf(state)).flatMap(([currency, payees]) =>
      Array.from(payees, (account) => creditQuestion(state, 'escrowManager', currency, account)),
    ),
  ]
}

/** By currency, who the escrow manager may have paid. */
function payeesOf(state: MarketState): Map<Address, Set<Address>> {
  const payees = new Map<Address, Set<Address>>()
  const add = (currency: Address, account: Address) => {
    payees.set(currency, (payees.get(currency) ?? new Set()).add(account))
  }
  for (const [currency, holders] of state.credits) for (const account of holders.keys()) add(currency, account)
  for (const { currency, buyer, provider, arbitrationFee } of state.escrows.values()) {
    add(currency, buyer)
    if (provider) add(currency, provider)
    if (arbitrationFee > 0n) add(currency, state.arbitrator)
  }
  return payees
}

function creditQuestion(state: MarketState, contract: PayoutContract, currency: Address, account: Address): Question {
  const credit = twin.getCreditOf(state, contract, currency, account)
  return question('getCreditOf', chain.getCreditOf, { contract, currency, account }, credit)
}
