import type { MarketState, NodeState } from '../state.ts'

/** What a node's proven power counts at `time` (Unix seconds): nothing when its last pass is too long ago. In 1e-18 TFLOPS. */
export function freshPower(state: MarketState, node: NodeState, time: number): bigint {
  const isFresh = time - node.provenAt <= Number(state.parameters.proofValidity)
  return isFresh ? node.computePower : 0n
}

/** Power that no task holds: what a node may still promise. In 1e-18 TFLOPS. */
export function freePower(state: MarketState, node: NodeState, time: number): bigint {
  const fresh = freshPower(state, node, time)
  return fresh > node.reservedPower ? fresh - node.reservedPower : 0n
}
