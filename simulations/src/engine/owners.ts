import type { MarketState, NodeState } from '@aiigo/protocol'

/** The node of an owner; of several the last one that it registered. */
export type Owners = (owner: `0x${string}`) => NodeState | undefined

/**
 * Looks nodes up by their owners. Nodes are added to a market and never leave it, so that only new ones are taken in: the
 * iterator is never asked for one more than there are, for then it would end.
 */
export function createOwners(state: MarketState): Owners {
  const byOwner = new Map<`0x${string}`, NodeState>()
  const nodes = state.nodes.values()
  let known = 0
  return (owner) => {
    for (; known < state.nodes.size; known++) {
      const node = nodes.next().value!
      byOwner.set(node.owner, node)
    }
    return byOwner.get(owner)
  }
}
