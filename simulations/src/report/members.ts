import type { MarketState, NodeState } from '@aiigo/protocol'
import type { ProviderRecord, Providers } from './providers.ts'
import { addressKey } from './units.ts'

/** A node with what a report knows of its owner. */
export type Member = {
  node: NodeState
  /** The owner, in the spelling of {@link addressKey}. */
  owner: string
  provider: ProviderRecord | undefined
}

/**
 * Brings a list of members up to the state, in the order of its nodes. Nodes are added to a market and never leave it, so
 * that an owner is looked up once a node and not once a tick.
 */
export function bringUpToDate(members: Member[], state: MarketState, providers: Providers): void {
  let place = 0
  for (const node of state.nodes.values()) {
    if (members[place]?.node !== node) members[place] = toMember(node, providers)
    place += 1
  }
  members.length = place
}

function toMember(node: NodeState, providers: Providers): Member {
  const owner = addressKey(node.owner)
  return { node, owner, provider: providers.get(owner) }
}
