import { InvalidArgumentError } from '@aiigo/core'
import type { CommandName, Decider } from './decide/deciders.ts'
import { escrowManager } from './decide/escrowManager.ts'
import { nodeRegistry } from './decide/nodeRegistry.ts'
import { proofOfWorkVerifier } from './decide/proofOfWorkVerifier.ts'
import { taskMarketplace } from './decide/taskMarketplace.ts'
import { type Context, Refusal, RefusedError, refuse, Transaction } from './decide/transaction.ts'
import type { EventContract, MarketEvent } from './events.ts'
import type { CommandArgs } from './generated/commands.ts'
import type { MarketState } from './state.ts'

/** A call of a contract's function, with its arguments by the names that Solidity gives them. */
export type Command = {
  [contract in EventContract]: {
    [name in CommandName<contract>]: { contract: contract; name: name; args: CommandArgs[contract][name] }
  }[CommandName<contract>]
}[EventContract]

const deciders = { nodeRegistry, proofOfWorkVerifier, escrowManager, taskMarketplace }

/** Functions that take ETH; the others refuse it without a word. */
const payable = new Set([
  'registerNode',
  'addStake',
  'depositInsuranceBond',
  'createTask',
  'postTask',
  'postTaskWithPermit',
  'disputeTask',
  'deposit',
  'depositBond',
])

/**
 * What the contracts would do with a command: the events in their order, or the error that they would revert with. It
 * changes nothing: hand the events to {@link evolve}. ETH is assumed to be there; who has too little never gets as far.
 *
 * @throws InvalidArgumentError where there is no such command
 * @example
 * const decision = decide(state, { contract: 'taskMarketplace', name: 'acceptTask', args: { taskId, nodeId } }, context)
 * if (decision instanceof RefusedError) console.log(decision.errorName)
 * else for (const event of decision) state = evolve(state, event)
 */
export function decide(state: MarketState, command: Command, context: Context): readonly MarketEvent[] | RefusedError {
  const decider = deciders[command.contract]?.[command.name as never] as Decider<Command['args']> | undefined
  if (!decider)
    throw new InvalidArgumentError('command', 'a function of the contracts', `${command.contract}.${command.name}`)
  const tx = new Transaction(state, context)
  const value = context.value ?? 0n
  try {
    if (value !== 0n && !payable.has(command.name)) refuse('Reverted', {})
    decider(tx, command.args, context.sender, value)
    return tx.events
  } catch (error) {
    if (error instanceof Refusal) return new RefusedError(error)
    throw error
  }
}
