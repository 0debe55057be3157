import type { NodeState } from '@aiigo/protocol'
import type { Agent } from '../engine/agent.ts'
import type { Command } from '../ledgers/commands.ts'

/** Marks the platform's own nodes, and lets a node that was flagged for its failures work again after a day. */
export function createPlatform(name: string, address: `0x${string}`, tiers: ReadonlyMap<`0x${string}`, 1 | 2>): Agent {
  const flaggedSince = new Map<string, number>()

  function isReviewOver({ nodeId, underReview }: NodeState, time: number): boolean {
    if (!underReview) {
      if (flaggedSince.size > 0) flaggedSince.delete(nodeId)
      return false
    }
    const since = flaggedSince.get(nodeId) ?? time
    flaggedSince.set(nodeId, since)
    return time - since >= REVIEW
  }

  return {
    name,
    address,
    decide({ state, time }) {
      const commands: Command[] = []
      for (const node of state.nodes.values()) {
        const { nodeId } = node
        const tier = tiers.get(node.owner)
        if (tier !== undefined && node.tier !== tier)
          commands.push({ name: 'setNodeTier', from: address, args: { nodeId, tier } })
        else if (isReviewOver(node, time)) commands.push({ name: 'clearReview', from: address, args: { nodeId } })
      }
      return { commands }
    },
  }
}

/** How long the platform takes to look at a flagged node, in seconds. */
const REVIEW = 86_400
