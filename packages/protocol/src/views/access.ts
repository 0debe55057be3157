import { roles } from '@aiigo/core'
import type { EventContract } from '../events.ts'
import { type Address, ETH, type Hex } from '../hex.ts'
import type { MarketState } from '../state.ts'

// What the views that the four contracts share answer (Governed.sol), from the state: the same names as the actions of
// @aiigo/clients.

export function getOwner(state: MarketState, contract: EventContract): Address {
  return state.access[contract].owner
}

/** To whom the ownership is being handed, and the second from which on the heir may accept; zeros while it is not. */
export function getPendingDefaultAdmin(state: MarketState, contract: EventContract): readonly [Address, number] {
  const { pendingOwner = ETH, pendingSince } = state.access[contract]
  return [pendingOwner, pendingSince]
}

/** Who holds a role, in the contracts' order: who comes last takes the place of one who leaves. Of `roles.admin` it is the owner. */
export function getRoleMembers(state: MarketState, contract: EventContract, role: Hex): Address[] {
  const { owner, roles: holders } = state.access[contract]
  if (role === roles.admin) return owner === ETH ? [] : [owner]
  return [...(holders.get(role) ?? [])]
}

export function hasRole(state: MarketState, contract: EventContract, role: Hex, account: Address): boolean {
  return getRoleMembers(state, contract, role).includes(account)
}

/** The end of the latest pause in Unix seconds; 0n before the first. */
export function getPausedUntil(state: MarketState, contract: EventContract): bigint {
  return BigInt(state.access[contract].pausedUntil)
}

/** Whether a pause lasts at `time` (Unix seconds). */
export function isPaused(state: MarketState, contract: EventContract, time: number): boolean {
  return time < state.access[contract].pausedUntil
}
