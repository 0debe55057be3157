import { parseEth, TaskOutcome } from '@aiigo/core'
import type { NodeState } from '@aiigo/protocol'
import { buyers, insider } from '../actors.ts'
import type { World } from '../world.ts'
import { invented } from './invented.ts'
import { call, moveOf, type Weighted } from './move.ts'

// What the marketplace and the verifier say to the registry, said by an account that was given their roles.

const registry = 'nodeRegistry'
const nodesOf = (world: World) => world.nodes

export const registryInsiderMoves: readonly Weighted[] = [
  [0.3, moveOf(nodesOf, ({ nodeId }) => call(registry, 'openChallenge', insider, { nodeId }))],
  [
    0.3,
    moveOf(nodesOf, ({ nodeId }, { luck }) =>
      call(registry, 'passChallenge', insider, { nodeId, power: luck.pick(powers) }),
    ),
  ],
  [
    0.3,
    moveOf(nodesOf, ({ nodeId }, { luck }) =>
      call(registry, 'failChallenge', insider, { nodeId, power: luck.pick(powers) }),
    ),
  ],
  [
    0.5,
    moveOf(nodesOf, ({ nodeId }, { luck }) =>
      call(registry, 'updateComputePower', insider, { nodeId, power: luck.pick(powers) }),
    ),
  ],
  [
    0.6,
    moveOf(
      ({ active }) => active,
      (node, world) =>
        call(registry, 'openTask', insider, {
          taskId: invented(world),
          nodeId: node.nodeId,
          claim: claimOf(node, world),
        }),
    ),
  ],
  [
    0.3,
    moveOf(
      ({ active }) => active,
      (node, world) =>
        call(registry, 'holdForBid', insider, {
          taskId: invented(world),
          nodeId: node.nodeId,
          claim: claimOf(node, world),
          until: world.luck.pick([BigInt(world.time + 60), 2n ** 40n]),
        }),
    ),
  ],
  [0.6, moveOf(({ nodes }) => nodes.filter(({ openTasks }) => openTasks > 0), close)],
  [
    1,
    moveOf(nodesOf, ({ nodeId }, { luck }) =>
      call(registry, 'updateReputation', insider, {
        nodeId,
        delta: luck.pick([5_000n, 5_000n, 1n, 0n, -1n, -5_000n, 2n ** 255n - 1n, -(2n ** 255n)]),
      }),
    ),
  ],
  [0.5, moveOf(nodesOf, ({ nodeId }) => call(registry, 'incrementTaskCount', insider, { nodeId }))],
  [
    0.3,
    moveOf(nodesOf, ({ nodeId, stakedAmount }, { luck }) =>
      call(registry, 'slashStake', insider, {
        nodeId,
        amount: luck.pick([0n, 1n, stakedAmount / 20n, stakedAmount / 20n + 1n]),
      }),
    ),
  ],
]

const powers = [0n, 1n, 10n ** 18n, 2n ** 104n - 1n, 2n ** 104n, 2n ** 256n - 1n]

function claimOf({ owner, resourceType }: NodeState, { luck }: World) {
  return {
    operator: owner,
    buyer: luck.pick(buyers),
    resourceType,
    minTrustLevel: luck.below(3),
    requiredPower: luck.pick([0n, 0n, 1n]),
  }
}

function close({ nodeId, reservedPower }: NodeState, world: World) {
  const { luck } = world
  const end = {
    outcome: luck.pick(Object.values(TaskOutcome)),
    earnings: luck.pick([0n, parseEth('1'), 2n ** 79n, 2n ** 256n - 1n]),
    earnsReputation: luck.is(0.5),
  }
  return call(registry, 'closeTask', insider, {
    taskId: invented(world),
    nodeId,
    power: luck.pick([0n, 0n, reservedPower, reservedPower + 1n]),
    ...end,
  })
}
