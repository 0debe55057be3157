import { type Address, ETH as NOBODY } from '../hex.ts'
import type { MarketState } from '../state.ts'

/**
 * Who pays whom: what one account gains another loses, so that a currency's balances add up to zero. Nothing moves in
 * a state that does not know where its contracts are.
 */
export function move(state: MarketState, currency: Address, from: Address, to: Address, amount: bigint): void {
  if (amount === 0n || from === to || state.deployment.escrowManager === NOBODY) return
  const balances = balancesOf(state, currency)
  balances.set(from, (balances.get(from) ?? 0n) - amount)
  balances.set(to, (balances.get(to) ?? 0n) + amount)
}

function balancesOf(state: MarketState, currency: Address): Map<Address, bigint> {
  const known = state.balances.get(currency)
  if (known) return known
  const created = new Map<Address, bigint>()
  state.balances.set(currency, created)
  return created
}
