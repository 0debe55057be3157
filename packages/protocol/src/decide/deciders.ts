import type { EventContract } from '../events.ts'
import type { CommandArgs } from '../generated/commands.ts'
import type { Address } from '../hex.ts'
import type { Transaction } from './transaction.ts'

/** What no state machine can follow: code that is replaced, and the delays of OpenZeppelin's hand-over, which are zero here. */
export type Beyond = 'initialize' | 'upgradeToAndCall' | 'changeDefaultAdminDelay' | 'rollbackDefaultAdminDelay'

export type CommandName<contract extends EventContract> = Exclude<keyof CommandArgs[contract], Beyond>

/**
 * One function a contract function: looks up, requires in the contract's order, and emits. `sender` is who calls this
 * contract, which for a call between contracts is a contract.
 */
export type Decider<args> = (tx: Transaction, args: args, sender: Address, value: bigint) => void

export type Deciders<contract extends EventContract, names extends CommandName<contract> = CommandName<contract>> = {
  [name in names]: Decider<CommandArgs[contract][name]>
}
