import { roles } from '@aiigo/core'
import type { EventContract } from '../events.ts'
import { type Address, ETH as NOBODY } from '../hex.ts'
import { requireOwner } from './access.ts'
import type { GovernedDeciders } from './governed.ts'
import { refuse, type Transaction } from './transaction.ts'

type HandOverCommand =
  | 'transferOwnership'
  | 'beginDefaultAdminTransfer'
  | 'acceptDefaultAdminTransfer'
  | 'cancelDefaultAdminTransfer'

/** How the ownership of a contract changes hands, by two steps with no delay between them. */
export function handOverDeciders(contract: EventContract): Pick<GovernedDeciders, HandOverCommand> {
  return {
    transferOwnership: (tx, { newOwner }, sender) => begin(tx, contract, newOwner, sender),
    beginDefaultAdminTransfer: (tx, { newAdmin }, sender) => begin(tx, contract, newAdmin, sender),
    acceptDefaultAdminTransfer: (tx, _args, sender) => accept(tx, contract, sender),
    cancelDefaultAdminTransfer: (tx, _args, sender) => cancel(tx, contract, sender),
  }
}

function begin(tx: Transaction, contract: EventContract, newAdmin: Address, sender: Address): void {
  requireOwner(tx, contract, sender)
  if (newAdmin === NOBODY) refuse('Governed_ZeroAddress', {})
  emitCanceled(tx, contract)
  tx.emit(contract, 'DefaultAdminTransferScheduled', { newAdmin, acceptSchedule: tx.context.time })
}

function cancel(tx: Transaction, contract: EventContract, sender: Address): void {
  requireOwner(tx, contract, sender)
  emitCanceled(tx, contract)
}

function accept(tx: Transaction, contract: EventContract, sender: Address): void {
  const { owner, pendingOwner = NOBODY, pendingSince } = tx.state.access[contract]
  if (sender !== pendingOwner) refuse('AccessControlInvalidDefaultAdmin', { defaultAdmin: sender })
  // OpenZeppelin asks for a second that is over: not even without a delay does one block begin and end a hand-over.
  if (pendingSince === 0 || pendingSince >= tx.context.time)
    refuse('AccessControlEnforcedDefaultAdminDelay', { schedule: pendingSince })
  tx.emit(contract, 'RoleRevoked', { role: roles.admin, account: owner, sender })
  tx.emit(contract, 'RoleGranted', { role: roles.admin, account: sender, sender })
}

/** Whoever begins anew cancels what was begun before. */
function emitCanceled(tx: Transaction, contract: EventContract): void {
  if (tx.state.access[contract].pendingSince !== 0) tx.emit(contract, 'DefaultAdminTransferCanceled', {})
}
