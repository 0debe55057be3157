import type { World } from '../world.ts'
import { call, moveOf, type Weighted } from './move.ts'

const registry = 'nodeRegistry'
const nodesOf = (world: World) => world.nodes

/** What the registry's owner does to nodes. */
export const ownedNodeMoves: readonly Weighted[] = [
  ...[1, 2].map(
    (tier): Weighted => [
      0.2,
      moveOf(nodesOf, ({ nodeId }, { state }) =>
        call(registry, 'setNodeTier', state.access.nodeRegistry.owner, { nodeId, tier }),
      ),
    ],
  ),
  [
    0.1,
    moveOf(nodesOf, ({ nodeId }, { state }) =>
      call(registry, 'addTrustedNode', state.access.nodeRegistry.owner, { nodeId }),
    ),
  ],
  [
    0.3,
    moveOf(nodesOf, ({ nodeId }, { state, luck }) =>
      call(registry, 'setPartnerSLA', state.access.nodeRegistry.owner, { nodeId, signed: luck.is(0.8) }),
    ),
  ],
  [
    0.6,
    moveOf(nodesOf, ({ nodeId }, { state, luck }) =>
      call(registry, 'updateNodeStatus', state.access.nodeRegistry.owner, { nodeId, status: luck.below(6) }),
    ),
  ],
  [
    0.3,
    moveOf(nodesOf, ({ nodeId, stakedAmount }, { state, luck }) =>
      call(registry, 'slashNode', state.access.nodeRegistry.owner, {
        nodeId,
        amount: luck.pick([0n, 1n, stakedAmount / 2n, stakedAmount / 2n + 1n]),
      }),
    ),
  ],
]
