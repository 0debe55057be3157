import type { NodeState } from '../../state.ts'
import type { Transaction } from '../transaction.ts'

/** As `_hasPower`: a node without fresh power takes no task, not even one that asks for none. */
export function hasPower(tx: Transaction, node: NodeState, required: bigint): boolean {
  if (node.computePower === 0n || !isFresh(tx, node)) return false
  return node.reservedPower + required <= node.computePower
}

/** As `_freePower`: a later fall of the power takes no task away, so that more may be reserved than there is. */
export function freePower(tx: Transaction, node: NodeState): bigint {
  const { computePower, reservedPower } = node
  return computePower > reservedPower && isFresh(tx, node) ? computePower - reservedPower : 0n
}

function isFresh({ state, context }: Transaction, { provenAt }: NodeState): boolean {
  return context.time - provenAt <= state.parameters.proofValidity
}
