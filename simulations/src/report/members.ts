import type { MarketState, NodeState } from '@aiigo/protocol'
import type { Tier } from './observation.ts'
import type { ProviderRecord, Providers } from './providers.ts'
import { addressKey } from './units.ts'

/** A node with what a report knows of its owner. */
export type Member = {
  node: NodeState
  /** The owner, in the spelling of the run's setting, which is that of the addresses that are online. */
  owner: `0x${string}`
  provider: ProviderRecord | undefined
  /** As its provider's setting has them; no tier where it has no provider there. */
  tier: Tier | undefined
  hashRate: number
  /** Power that worked in the tick, in 1e-18 TFLOPS × seconds. */
  worked: bigint
}

/** The members of one market, in the order of its nodes. */
export type Members = { state: MarketState | undefined; list: Member[]; byNode: Map<string, Member> }

export function createMembers(): Members {
  return { state: undefined, list: [], byNode: new Map() }
}

/**
 * Brings the members up to the state. Nodes are added to a market and never leave it, so that an owner is looked up once a
 * node and not once a tick.
 */
export function bringUpToDate(members: Members, state: MarketState, providers: Providers): void {
  if (members.state !== state) Object.assign(members, createMembers(), { state })
  if (members.list.length === state.nodes.size) return
  let place = 0
  for (const node of state.nodes.values()) {
    if (place >= members.list.length) add(members, node, providers)
    place += 1
  }
}

function add({ list, byNode }: Members, node: NodeState, providers: Providers): void {
  const provider = providers.get(addressKey(node.owner))
  const { address: owner = node.owner, tier, hashRate = 0 } = provider?.setting ?? {}
  const member = { node, owner, provider, tier, hashRate, worked: 0n }
  list.push(member)
  byNode.set(node.nodeId, member)
}
