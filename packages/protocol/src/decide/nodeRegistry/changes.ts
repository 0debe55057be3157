import { NodeStatus } from '@aiigo/core'
import type { Hex } from '../../hex.ts'
import type { NodeState } from '../../state.ts'
import { feeDown } from '../money.ts'
import { refuse, type Transaction } from '../transaction.ts'
import { clampReputation } from '../trust.ts'
import { nodeOf } from './requirements.ts'

const MAX_POWER = 2n ** 104n - 1n

export function emitStatus(tx: Transaction, nodeId: Hex, oldStatus: NodeStatus, newStatus: NodeStatus): void {
  tx.emit('nodeRegistry', 'NodeStatusChanged', { nodeId, oldStatus, newStatus })
}

/** As `_activate`. */
export function activate(tx: Transaction, { nodeId, status, stakedAmount, withdrawableFrom }: NodeState): void {
  const { minimumStake } = tx.state.parameters
  if (stakedAmount < minimumStake)
    refuse('NodeRegistry_StakeTooLow', { nodeId, stake: stakedAmount, required: minimumStake })
  emitStatus(tx, nodeId, status, NodeStatus.Active)
  if (withdrawableFrom !== 0) tx.emit('nodeRegistry', 'StakeCooldownStarted', { nodeId, withdrawableFrom: 0n })
}

/** As `_startCooldown`. */
export function startCooldown(tx: Transaction, nodeId: Hex): void {
  const withdrawableFrom = BigInt(tx.context.time) + tx.state.parameters.stakeCooldown
  tx.emit('nodeRegistry', 'StakeCooldownStarted', { nodeId, withdrawableFrom })
}

/** As `_slash`, of a share of the stake. */
export function slash(tx: Transaction, { nodeId, stakedAmount }: NodeState, bps: bigint, reason: string): void {
  tx.emit('nodeRegistry', 'NodeSlashed', { nodeId, slashedAmount: feeDown(stakedAmount, bps), reason })
}

/** As `_slashAtMost`. */
export function slashAtMost(tx: Transaction, nodeId: Hex, amount: bigint, maximumBps: bigint, reason: string): void {
  const maximum = feeDown(nodeOf(tx, nodeId).stakedAmount, maximumBps)
  if (amount > maximum) refuse('NodeRegistry_SlashTooHigh', { nodeId, amount, maximum })
  tx.emit('nodeRegistry', 'NodeSlashed', { nodeId, slashedAmount: amount, reason })
}

/** As `_setReputation`. */
export function setReputation(tx: Transaction, { nodeId, reputation }: NodeState, changed: number): void {
  if (changed === reputation) return
  const args = { nodeId, oldReputation: BigInt(reputation), newReputation: BigInt(changed) }
  tx.emit('nodeRegistry', 'ReputationUpdated', args)
}

/** As `_changeReputation`. */
export function changeReputation(tx: Transaction, node: NodeState, delta: number): void {
  setReputation(tx, node, clampReputation(node.reputation, delta))
}

/** As `_setPower`. */
export function setPower(tx: Transaction, { nodeId, computePower }: NodeState, power: bigint, provenAt: number): void {
  const newPower = power < MAX_POWER ? power : MAX_POWER
  const args = { nodeId, oldPower: computePower, newPower, provenAt: BigInt(provenAt) }
  tx.emit('nodeRegistry', 'ComputePowerUpdated', args)
}
