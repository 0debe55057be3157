import { type MarketState, type NodeState, trustLevelOf } from '@aiigo/protocol'

type Known = { state: MarketState['parameters']; seen: NodeState; level: ReturnType<typeof trustLevelOf> }

const known = new WeakMap<NodeState, Known>()

/**
 * A node's trust level, as `trustLevelOf` of @aiigo/protocol. It is worked out again only where something that it depends
 * on has changed: most nodes of a large market do nothing in most ticks.
 */
export function trustOf(state: MarketState, node: NodeState): ReturnType<typeof trustLevelOf> {
  const last = known.get(node)
  if (last && last.state === state.parameters && isSame(last.seen, node)) return last.level
  const level = trustLevelOf(state, node)
  known.set(node, { state: state.parameters, seen: { ...node }, level })
  return level
}

function isSame(a: NodeState, b: NodeState): boolean {
  return (
    a.status === b.status &&
    a.stakedAmount === b.stakedAmount &&
    a.insuranceBond === b.insuranceBond &&
    a.hasPartnerSLA === b.hasPartnerSLA &&
    a.reputation === b.reputation &&
    a.totalTasksCompleted === b.totalTasksCompleted &&
    a.totalTasksFailed === b.totalTasksFailed &&
    a.challengesPassed === b.challengesPassed
  )
}
