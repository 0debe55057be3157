import { parameterBounds } from '@aiigo/core'
import type { CommandArgs } from '../../generated/commands.ts'
import type { Address } from '../../hex.ts'
import { requireOwner } from '../access.ts'
import { refuse, type Transaction } from '../transaction.ts'

type Args = CommandArgs['nodeRegistry']
type RegistryParameters = Args['setParameters']['newParameters']

export function setParameters(tx: Transaction, { newParameters }: Args['setParameters'], sender: Address): void {
  requireOwner(tx, 'nodeRegistry', sender)
  set(tx, newParameters)
}

export function updateMinStake(tx: Transaction, { minimumStake }: Args['updateMinStake'], sender: Address): void {
  requireOwner(tx, 'nodeRegistry', sender)
  set(tx, { ...tx.state.parameters, minimumStake })
}

/** As `_setParameters`. The event says no more than the five, whatever else comes with them. */
function set(tx: Transaction, changed: RegistryParameters): void {
  requireBounds('registrationFee', changed)
  requireBounds('minimumStake', changed)
  requireBounds('insuranceBond', changed)
  requireBounds('stakeCooldown', changed)
  requireBounds('proofValidity', changed)
  const { registrationFee, minimumStake, insuranceBond, stakeCooldown, proofValidity } = changed
  const parameters = { registrationFee, minimumStake, insuranceBond, stakeCooldown, proofValidity }
  tx.emit('nodeRegistry', 'NodeRegistryParametersUpdated', { parameters })
}

function requireBounds(name: keyof RegistryParameters, { [name]: value }: RegistryParameters): void {
  const { min, max } = parameterBounds[name]
  if (value < min || value > max)
    refuse('NodeRegistry_ParameterOutOfBounds', { name, value, minimum: min, maximum: max })
}
