import { DisputeOutcome, EscrowStatus, parameters, splitDispute, splitPayment } from '@aiigo/core'
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

/** `previewRelease`: what the provider and the platform would get of a whole escrow; zeros unless it is held. */
export function previewRelease(state: MarketState, taskId: Hex): readonly [bigint, bigint] {
  return previewReleaseAt(state, taskId, state.escrows.get(taskId)?.amount ?? 0n)
}

/** `previewReleaseAt`: the same of an agreed amount; zeros where that is more than the deposit. */
export function previewReleaseAt(state: MarketState, taskId: Hex, agreedAmount: bigint): readonly [bigint, bigint] {
  const escrow = state.escrows.get(taskId)
  if (escrow?.status !== EscrowStatus.Held || agreedAmount > escrow.amount) return [0n, 0n]
  const { provider, platform } = splitPayment(agreedAmount, escrow.feeBps)
  return [provider, platform]
}

/** `previewDispute`: provider, buyer, platform fee, arbitration fee of a ruling; zeros unless the escrow is disputed. */
export function previewDispute(
  state: MarketState,
  taskId: Hex,
  ruling: { outcome: DisputeOutcome; agreedAmount: bigint; providerShareBps: bigint },
): readonly [bigint, bigint, bigint, bigint] {
  const { outcome, agreedAmount, providerShareBps } = ruling
  const escrow = state.escrows.get(taskId)
  const isSplit = outcome === DisputeOutcome.Split
  const isTooMuch = isSplit && providerShareBps > parameters.maxProviderShareBps
  if (escrow?.status !== EscrowStatus.Disputed || agreedAmount > escrow.amount || isTooMuch) return [0n, 0n, 0n, 0n]
  const { feeBps, bond, amount } = escrow
  const share = isSplit ? { providerShareBps } : {}
  const parts = splitDispute({ amount: agreedAmount, outcome, feeBps, bond, ...share })
  return [parts.provider, parts.buyer + amount - agreedAmount, parts.treasury, parts.arbitrators]
}

/** Where a contract's fees go. */
export function getTreasury(state: MarketState, contract: PayoutContract): Address {
  return state.treasuries[contract]
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
