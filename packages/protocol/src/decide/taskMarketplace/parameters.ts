import { parameterBounds } from '@aiigo/core'
import type { CommandArgs } from '../../generated/commands.ts'
import type { Address } from '../../hex.ts'
import { requireOwner } from '../access.ts'
import { refuse, type Transaction } from '../transaction.ts'

type Args = CommandArgs['taskMarketplace']['setParameters']

/** In the order in which the contract looks at them. */
const names = [
  'smallestTaskEth',
  'smallestTaskUsdc',
  'reputationFeeFloorEth',
  'reputationFeeFloorUsdc',
  'smallTaskLimitUsd',
  'openWindow',
  'startWindow',
  'reviewWindow',
  'disputeWindow',
  'attempts',
  'commitWindow',
  'revealWindow',
  'selectionWindow',
] as const satisfies readonly (keyof Args['newParameters'])[]

export function setParameters(tx: Transaction, { newParameters }: Args, sender: Address): void {
  requireOwner(tx, 'taskMarketplace', sender)
  for (const name of names) requireBounds(name, newParameters[name], parameterBounds[name].min)
  // Otherwise no round would ever fit into the open window, and no bid could be made.
  const { commitWindow, revealWindow, selectionWindow, openWindow } = newParameters
  requireBounds('openWindow', openWindow, commitWindow + revealWindow + selectionWindow)
  tx.emit('taskMarketplace', 'TaskMarketplaceParametersUpdated', { parameters: own(newParameters) })
}

/** A call has no more than these, whatever else an object has: nothing of another contract's is set beside them. */
function own(given: Args['newParameters']): Args['newParameters'] {
  return Object.fromEntries(names.map((name) => [name, given[name]])) as Args['newParameters']
}

function requireBounds(name: (typeof names)[number], value: bigint, minimum: bigint): void {
  const maximum = parameterBounds[name].max
  if (value < minimum || value > maximum)
    refuse('TaskMarketplace_ParameterOutOfBounds', { name, value, minimum, maximum })
}
