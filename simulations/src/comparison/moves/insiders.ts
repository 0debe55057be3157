import { EscrowStatus, parseEth, TaskOutcome } from '@aiigo/core'
import type { EscrowState, NodeState } from '@aiigo/protocol'
import { type Hex, numberToHex, zeroAddress } from 'viem'
import { buyers, insider, providers } from '../actors.ts'
import type { World } from '../world.ts'
import { call, moveOf, type Weighted } from './move.ts'

// What the contracts say to each other, said by an account that was given their roles: with tasks of its own invention, so
// that the others' go on.

const registry = 'nodeRegistry'
const escrowManager = 'escrowManager'
const nodesOf = (world: World) => world.nodes

export const insiderMoves: readonly Weighted[] = [
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
  [
    0.8,
    (world) =>
      call(
        escrowManager,
        'deposit',
        insider,
        { taskId: invented(world), buyer: payer(world) },
        world.luck.pick([1n, parseEth('1'), 10_007n]),
      ),
  ],
  [
    0.8,
    (world) =>
      call(escrowManager, 'depositToken', insider, {
        taskId: invented(world),
        buyer: payer(world),
        currency: world.usdc,
        amount: world.luck.pick([1n, 10_007n, 10n ** 9n]),
      }),
  ],
  [
    0.6,
    moveOf(ownIn(EscrowStatus.Held), ({ taskId, currency }, { luck }) =>
      bond(taskId, currency, luck.pick([1n, 7n, 10_007n])),
    ),
  ],
  [0.3, moveOf(ownIn(EscrowStatus.Held), ({ taskId }) => call(escrowManager, 'refund', insider, { taskId }))],
  [
    0.3,
    moveOf(ownIn(EscrowStatus.Held), ({ taskId }, { luck }) =>
      call(escrowManager, 'release', insider, { taskId, provider: payee(luck) }),
    ),
  ],
  [
    0.4,
    moveOf(ownIn(EscrowStatus.Held), ({ taskId, amount }, { luck }) =>
      call(escrowManager, 'releaseAt', insider, {
        taskId,
        provider: payee(luck),
        agreedAmount: luck.pick([0n, amount / 3n, amount, amount + 1n]),
      }),
    ),
  ],
  [
    0.3,
    moveOf(ownIn(EscrowStatus.Held, EscrowStatus.Disputed), ({ taskId }, { luck }) =>
      call(escrowManager, 'splitPayment', insider, {
        taskId,
        provider: payee(luck),
        providerShareBps: luck.pick([0n, 5_000n, 9_800n, 9_801n]),
      }),
    ),
  ],
  [0.5, moveOf(ownIn(EscrowStatus.Disputed), settle)],
]

const powers = [0n, 1n, 10n ** 18n, 2n ** 104n - 1n, 2n ** 104n, 2n ** 256n - 1n]

/** The ids of tasks that nobody posted: their first half is empty. */
const INVENTED = 2n ** 32n

function invented({ luck }: World): Hex {
  return numberToHex(1 + luck.below(2 ** 30), { size: 32 })
}

/** Nobody, now and then. */
function payee(luck: World['luck']): Hex {
  return luck.is(0.9) ? luck.pick(providers) : zeroAddress
}

function payer({ luck }: World): Hex {
  return luck.is(0.9) ? luck.pick(buyers) : zeroAddress
}

function ownIn(...statuses: EscrowStatus[]) {
  return ({ state, luck }: World): readonly EscrowState[] => {
    // Now and then a real one, whose task then cannot end as it should.
    const any = luck.is(0.03)
    return [...state.escrows.values()].filter(
      (one) => statuses.includes(one.status) && (any || BigInt(one.taskId) < INVENTED),
    )
  }
}

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
    earnings: luck.pick([0n, parseEth('1'), 2n ** 79n]),
    earnsReputation: luck.is(0.5),
  }
  return call(registry, 'closeTask', insider, {
    taskId: invented(world),
    nodeId,
    power: luck.pick([0n, 0n, reservedPower, reservedPower + 1n]),
    ...end,
  })
}

function bond(taskId: Hex, currency: Hex, amount: bigint) {
  return call(escrowManager, 'depositBond', insider, { taskId, amount }, currency === zeroAddress ? amount : 0n)
}

function settle({ taskId, amount }: EscrowState, { luck }: World) {
  const parties = { provider: payee(luck), arbitrator: luck.pick([zeroAddress, insider]) }
  const terms = {
    outcome: luck.below(4),
    agreedAmount: luck.pick([amount, amount / 2n, 0n]),
    providerShareBps: luck.pick([0n, 1n, 9_800n]),
  }
  return call(escrowManager, 'settleDispute', insider, { taskId, ...terms, ...parties })
}
