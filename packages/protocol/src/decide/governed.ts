import { parameters, roles } from '@aiigo/core'
import type { EventContract } from '../events.ts'
import type { CommandArgs } from '../generated/commands.ts'
import type { Address, Hex } from '../hex.ts'
import { hasRole, isOwner, requireNotPaused, requireOwner } from './access.ts'
import type { Decider } from './deciders.ts'
import { handOverDeciders } from './handOver.ts'
import { refuse, type Transaction } from './transaction.ts'

type GovernedCommand =
  | 'pause'
  | 'unpause'
  | 'transferOwnership'
  | 'beginDefaultAdminTransfer'
  | 'acceptDefaultAdminTransfer'
  | 'cancelDefaultAdminTransfer'
  | 'grantRole'
  | 'revokeRole'
  | 'renounceRole'

// The four contracts inherit these functions, and so have them alike.
export type GovernedDeciders = { [name in GovernedCommand]: Decider<CommandArgs['escrowManager'][name]> }

/** What Governed and the access control below it do for a contract. */
export function governedDeciders(contract: EventContract): GovernedDeciders {
  return {
    ...handOverDeciders(contract),
    pause: (tx, _args, sender) => pause(tx, contract, sender),
    unpause: (tx, _args, sender) => unpause(tx, contract, sender),
    grantRole: (tx, { role, account }, sender) => grantRole(tx, contract, role, account, sender),
    revokeRole: (tx, { role, account }, sender) => revokeRole(tx, contract, role, account, sender),
    renounceRole: (tx, { role, account }, sender) => renounceRole(tx, contract, role, account, sender),
  }
}

const PAUSE_DURATION = Number(parameters.pauseDuration)

function pause(tx: Transaction, contract: EventContract, sender: Address): void {
  requirePauser(tx, contract, sender)
  requireNotPaused(tx, contract)
  const last = tx.state.access[contract].pausedUntil
  const allowedAt = last + PAUSE_DURATION
  if (last !== 0 && tx.context.time < allowedAt && !isOwner(tx, contract, sender))
    refuse('Governed_PausedTooRecently', { allowedAt: BigInt(allowedAt) })
  tx.emit(contract, 'Paused', { account: sender, until: BigInt(tx.context.time + PAUSE_DURATION) })
}

function unpause(tx: Transaction, contract: EventContract, sender: Address): void {
  requirePauser(tx, contract, sender)
  const { pausedUntil, pausedByOwner } = tx.state.access[contract]
  if (tx.context.time >= pausedUntil) refuse('Governed_NotPaused', {})
  if (pausedByOwner && !isOwner(tx, contract, sender)) refuse('Governed_PausedByOwner', {})
  tx.emit(contract, 'Unpaused', { account: sender })
}

function requirePauser(tx: Transaction, contract: EventContract, sender: Address): void {
  if (!isOwner(tx, contract, sender) && !hasRole(tx, contract, roles.pauser, sender))
    refuse('Governed_NotPauser', { account: sender })
}

function grantRole(tx: Transaction, contract: EventContract, role: Hex, account: Address, sender: Address): void {
  if (role === roles.admin) refuse('AccessControlEnforcedDefaultAdminRules', {})
  requireOwner(tx, contract, sender)
  if (!hasRole(tx, contract, role, account)) tx.emit(contract, 'RoleGranted', { role, account, sender })
}

function revokeRole(tx: Transaction, contract: EventContract, role: Hex, account: Address, sender: Address): void {
  if (role === roles.admin) refuse('AccessControlEnforcedDefaultAdminRules', {})
  requireOwner(tx, contract, sender)
  if (hasRole(tx, contract, role, account)) tx.emit(contract, 'RoleRevoked', { role, account, sender })
}

function renounceRole(tx: Transaction, contract: EventContract, role: Hex, account: Address, sender: Address): void {
  const { owner, pendingSince } = tx.state.access[contract]
  // It asks for a hand-over to nobody, which Governed lets nobody begin: an owner never leaves this way.
  if (role === roles.admin && account === owner)
    refuse('AccessControlEnforcedDefaultAdminDelay', { schedule: pendingSince })
  if (account !== sender) refuse('AccessControlBadConfirmation', {})
  if (hasRole(tx, contract, role, account)) tx.emit(contract, 'RoleRevoked', { role, account, sender })
}
