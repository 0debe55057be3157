import type { MarketState } from '@aiigo/protocol'
import type { Agent } from '../engine/agent.ts'
import type { Command } from '../ledgers/commands.ts'

/** Marks the platform's own nodes, and lets a node that was flagged for its failures work again after a day. */
export function createPlatform(name: string, address: `0x${string}`, tiers: ReadonlyMap<`0x${string}`, 1 | 2>): Agent {
  const flaggedSince = new Map<`0x${string}`, number>()
  /** How many nodes there were when none was left to mark: a tier that is set stays. */
  let marked = 0

  function mark({ nodes }: MarketState): Command[] {
    if (nodes.size === marked) return []
    const commands: Command[] = []
    for (const { nodeId, owner, tier } of nodes.values()) {
      const own = tiers.get(owner)
      if (own !== undefined && own !== tier)
        commands.push({ name: 'setNodeTier', from: address, args: { nodeId, tier: own } })
    }
    if (commands.length === 0) marked = nodes.size
    return commands
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
