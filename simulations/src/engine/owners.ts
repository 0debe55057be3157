import type { MarketState, NodeState } from '@aiigo/protocol'

/** The node of an owner; of several the last one that it registered. */
export type Owners = (owner: `0x${string}`) => NodeState | undefined

/** Looks nodes up by their owners. Nodes are added to a market and never leave it, so that only new ones are taken in. */
export function createOwners(state: MarketState): Owners {
  const byOwner = new Map<`0x${string}`, NodeState>()
  let known = 0
  return (owner) => {
    if (known !== state.nodes.size) {
      let place = 0
      for (const node of state.nodes.values()) if (place++ >= known) byOwner.set(node.owner, node)
      known = state.nodes.size
    }
    return byOwner.get(owner)
  }
}
