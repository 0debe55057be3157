import type { MarketState } from '@aiigo/protocol'
import type { Agent } from '../engine/agent.ts'
import type { Command } from '../ledgers/commands.ts'

/** Marks the platform's own nodes, and lets a node that was flagged for its failures work again after a day. */
export function createPlatform(name: string, address: `0x${string}`, tiers: ReadonlyMap<`0x${string}`, 1 | 2>): Agent {
  const flaggedSince = new Map<`0x${string}`, number>()
  /** Its own nodes whose tier is still to be set. A tier that is set stays, so that only nodes that are new are looked at. */
  const unmarked = new Map<`0x${string}`, 1 | 2>()
  let known = 0

  function mark({ nodes }: MarketState): Command[] {
    if (nodes.size > known) lookAtNew(nodes)
    for (const [nodeId, tier] of unmarked) if (nodes.get(nodeId)?.tier === tier) unmarked.delete(nodeId)
    return [...unmarked].map(([nodeId, tier]) => ({ name: 'setNodeTier', from: address, args: { nodeId, tier } }))
  }

  function lookAtNew(nodes: MarketState['nodes']): void {
    let place = 0
    for (const node of nodes.values()) {
      if (place++ < known) continue
      const tier = tiers.get(node.owner)
      if (tier !== undefined) unmarked.set(node.nodeId, tier)
    }
    known = nodes.size
  }

  function review({ nodes }: MarketState, time: number): Command[] {
    for (const nodeId of flaggedSince.keys()) if (!nodes.get(nodeId)?.underReview) flaggedSince.delete(nodeId)
    const commands: Command[] = []
    for (const { nodeId, underReview } of nodes.values()) {
      if (!underReview) continue
      const since = flaggedSince.get(nodeId) ?? time
      flaggedSince.set(nodeId, since)
      if (time - since >= REVIEW) commands.push({ name: 'clearReview', from: address, args: { nodeId } })
    }
    return commands
  }

  return {
    name,
    address,
    decide: ({ state, time }) => ({ commands: [...mark(state), ...review(state, time)] }),
  }
}

/** How long the platform takes to look at a flagged node, in seconds. */
const REVIEW = 86_400
