import { DisputeOutcome, EscrowStatus, parameters, splitDispute } from '@aiigo/core'
import type { Hex } from '../../hex.ts'
import type { EscrowState, MarketState } from '../../state.ts'
import { feeDown } from '../money.ts'

/** What a release would pay, in the smallest unit of the currency. */
export type ReleaseParts = { providerPayout: bigint; platformFee: bigint }

/** Where an escrow and its bond go; the parts add up to both. */
export type DisputeParts = ReleaseParts & { buyerPayout: bigint; arbitrationFee: bigint }

const NO_RELEASE: ReleaseParts = Object.freeze({ providerPayout: 0n, platformFee: 0n })
const NO_DISPUTE: DisputeParts = Object.freeze({ ...NO_RELEASE, buyerPayout: 0n, arbitrationFee: 0n })

/** Zeros unless the escrow is held; so the next two where the contract answers zeros. */
export function previewRelease({ escrows }: MarketState, taskId: Hex): ReleaseParts {
  const escrow = escrows.get(taskId)
  return escrow?.status === EscrowStatus.Held ? releaseParts(escrow, escrow.amount) : NO_RELEASE
}

export function previewReleaseAt({ escrows }: MarketState, taskId: Hex, agreedAmount: bigint): ReleaseParts {
  const escrow = escrows.get(taskId)
  if (escrow?.status !== EscrowStatus.Held || agreedAmount > escrow.amount) return NO_RELEASE
  return releaseParts(escrow, agreedAmount)
}

export function previewDispute(
  { escrows }: MarketState,
  taskId: Hex,
  outcome: DisputeOutcome,
  agreedAmount: bigint,
  providerShareBps: bigint,
): DisputeParts {
  const escrow = escrows.get(taskId)
  if (escrow?.status !== EscrowStatus.Disputed || agreedAmount > escrow.amount) return NO_DISPUTE
  if (outcome === DisputeOutcome.Split && providerShareBps > parameters.maxProviderShareBps) return NO_DISPUTE
  return disputeParts(escrow, outcome, agreedAmount, providerShareBps)
}

export function releaseParts({ feeBps }: EscrowState, agreedAmount: bigint): ReleaseParts {
  const platformFee = feeDown(agreedAmount, BigInt(feeBps))
  return { providerPayout: agreedAmount - platformFee, platformFee }
}

/** What the deposit exceeds the agreed amount by is the buyer's. */
export function disputeParts(
  { amount, bond, feeBps }: EscrowState,
  outcome: DisputeOutcome,
  agreedAmount: bigint,
  providerShareBps: bigint,
): DisputeParts {
  const share = outcome === DisputeOutcome.Split ? { providerShareBps } : {}
  const parts = splitDispute({ amount: agreedAmount, bond, outcome, feeBps, ...share })
  return {
    providerPayout: parts.provider,
    buyerPayout: parts.buyer + amount - agreedAmount,
    platformFee: parts.treasury,
    arbitrationFee: parts.arbitrators,
  }
}
