import { roles } from '@aiigo/core'
import type { EventContract } from '../events.ts'
import type { Address, Hex } from '../hex.ts'
import { refuse, type Transaction } from './transaction.ts'

export function isOwner({ state }: Transaction, contract: EventContract, sender: Address): boolean {
  return state.access[contract].owner === sender
}

/** As `hasRole`: the owner's role is `roles.admin`. */
export function hasRole(tx: Transaction, contract: EventContract, role: Hex, account: Address): boolean {
  if (role === roles.admin) return isOwner(tx, contract, account)
  return tx.state.access[contract].roles.get(role)?.has(account) ?? false
}

/** As the modifier `onlyRole`. */
export function requireRole(tx: Transaction, contract: EventContract, role: Hex, sender: Address): void {
  if (!hasRole(tx, contract, role, sender))
    refuse('AccessControlUnauthorizedAccount', { account: sender, neededRole: role })
}

/** As the modifier `onlyOwner`. */
export function requireOwner(tx: Transaction, contract: EventContract, sender: Address): void {
  requireRole(tx, contract, roles.admin, sender)
}

/** As the modifier `whenNotPaused`. */
export function requireNotPaused({ state, context }: Transaction, contract: EventContract): void {
  const until = state.access[contract].pausedUntil
  if (context.time < until) refuse('Governed_Paused', { until: BigInt(until) })
}
