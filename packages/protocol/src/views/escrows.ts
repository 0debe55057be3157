import { EscrowStatus, splitPayment } from '@aiigo/core'
import { type Address, ETH, type Hex, NO_ID } from '../hex.ts'
import type { EscrowState, MarketState } from '../state.ts'

// What the views of the contracts that hold money answer, from the state: the same names as the actions of @aiigo/clients,
// the same fields and types as viem gives.

/** `getEscrow`: the seed design's struct; zeros when there is no escrow. */
export function getEscrow(state: MarketState, taskId: Hex) {
  const escrow = state.escrows.get(taskId)
  const hasEnded = escrow ? hasLeft(escrow) : false
  const { platformFee, providerPayout } = escrow ? planned(escrow) : { platformFee: 0n, providerPayout: 0n }
  return {
    taskId: escrow?.taskId ?? NO_ID,
    buyer: escrow?.buyer ?? ETH,
    provider: escrow?.provider ?? ETH,
    amount: escrow?.amount ?? 0n,
    platformFee,
    providerPayout,
    depositedAt: BigInt(escrow?.depositedAt ?? 0),
    released: hasEnded && providerPayout !== 0n,
    refunded: hasEnded && providerPayout === 0n,
  }
}

/** `getEscrowDetails`: everything about an escrow; zeros when there is none. */
export function getEscrowDetails(state: MarketState, taskId: Hex) {
  const escrow = state.escrows.get(taskId)
  return {
    taskId: escrow?.taskId ?? NO_ID,
    buyer: escrow?.buyer ?? ETH,
    provider: escrow?.provider ?? ETH,
    currency: escrow?.currency ?? ETH,
    amount: escrow?.amount ?? 0n,
    bond: escrow?.bond ?? 0n,
    feeBps: BigInt(escrow?.feeBps ?? 0),
    depositedAt: BigInt(escrow?.depositedAt ?? 0),
    status: escrow?.status ?? EscrowStatus.None,
    providerPayout: escrow?.providerPayout ?? 0n,
    buyerPayout: escrow?.buyerPayout ?? 0n,
    platformFee: escrow?.platformFee ?? 0n,
    arbitrationFee: escrow?.arbitrationFee ?? 0n,
  }
}

/** Whether new tasks may be posted in this currency; ETH, the zero address, always may. */
export function isCurrencyAccepted(state: MarketState, currency: Address): boolean {
  return currency === ETH || state.currencies.has(currency)
}

/** What is kept for an account because it refused a payment. */
export function getCreditOf(state: MarketState, contract: PayoutContract, currency: Address, account: Address): bigint {
  if (contract === 'escrowManager') return state.credits.get(currency)?.get(account) ?? 0n
  return currency === ETH ? (state.registryCredits.get(account) ?? 0n) : 0n
}

/** What belongs to the treasury and has not been swept yet. */
export function getAccruedFees(state: MarketState, contract: PayoutContract, currency: Address): bigint {
  if (contract === 'escrowManager') return state.fees.get(currency) ?? 0n
  return currency === ETH ? state.accrued : 0n
}

/** A contract that holds money. */
export type PayoutContract = 'nodeRegistry' | 'escrowManager'

function hasLeft({ status }: EscrowState): boolean {
  return status !== EscrowStatus.Held && status !== EscrowStatus.Disputed
}

/** What was paid, or what the rate fixed at deposit makes of the amount as long as it is here. */
function planned(escrow: EscrowState): { platformFee: bigint; providerPayout: bigint } {
  if (hasLeft(escrow)) return escrow
  const { provider, platform } = splitPayment(escrow.amount, escrow.feeBps)
  return { providerPayout: provider, platformFee: platform }
}
