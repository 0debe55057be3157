import { EscrowStatus } from '@aiigo/core'
import type { MarketState } from '@aiigo/protocol'
import type { Address } from './commands.ts'

// What the contracts must hold, as the events say; an audit compares it with what they do hold.

export const ETH: Address = '0x0000000000000000000000000000000000000000'

/** Stakes and bonds of all nodes. */
export function stakesIn({ nodes }: MarketState): bigint {
  return sum([...nodes.values()].map((node) => node.stakedAmount + node.insuranceBond))
}

/** Escrows and dispute bonds of a currency that have not left. */
export function heldIn({ escrows }: MarketState, currency: Address): bigint {
  let held = 0n
  for (const escrow of escrows.values()) {
    const isHeld = escrow.status === EscrowStatus.Held || escrow.status === EscrowStatus.Disputed
    if (isHeld && escrow.currency === currency) held += escrow.amount + escrow.bond
  }
  return held
}

export function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n
  for (const amount of amounts) total += amount
  return total
}
