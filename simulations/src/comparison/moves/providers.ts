import { NodeStatus, parseEth } from '@aiigo/core'
import type { NodeState } from '@aiigo/protocol'
import { providers, refusers } from '../actors.ts'
import type { World } from '../world.ts'
import { call, moveOf, type Weighted } from './move.ts'

const registry = 'nodeRegistry'
const resting: readonly NodeStatus[] = [NodeStatus.Inactive, NodeStatus.Slashed, NodeStatus.Rejected]
const fundable: readonly NodeStatus[] = [
  NodeStatus.Pending,
  NodeStatus.Verified,
  NodeStatus.Active,
  NodeStatus.Inactive,
]

const nodesOf = (world: World) => world.nodes
const withdrawable = ({ nodes, time, luck }: World) => {
  const all = nodes.filter(({ status, stakedAmount }) => resting.includes(status) && stakedAmount > 0n)
  return luck.is(0.8) ? all.filter(({ withdrawableFrom }) => withdrawableFrom <= time) : all
}
const idle = ({ active }: World) => active.filter(({ openTasks, openChallenge }) => openTasks === 0 && !openChallenge)

export const providerMoves: readonly Weighted[] = [
  [
    6,
    ({ luck, state }) => {
      const { registrationFee, minimumStake } = state.parameters
      const more = luck.pick([0n, 0n, 1n, parseEth('1'), parseEth('4')])
      const args = { resourceType: luck.pick([0, 0, 0, 1, 1, 2, 3, 4]), metadataURI: 'ipfs://node' }
      const from = luck.is(0.15) ? luck.pick(refusers) : luck.pick(providers)
      if (state.bannedOwners.has(from) && luck.is(0.9)) return undefined
      return call(registry, 'registerNode', from, args, registrationFee + minimumStake + more)
    },
  ],
  [
    1,
    moveOf(nodesOf, ({ nodeId, owner }) =>
      call(registry, 'updateMetadata', owner, { nodeId, metadataURI: 'ipfs://new' }),
    ),
  ],
  [1, moveOf(nodesOf, (node, world) => fund('addStake', node, world))],
  [1, moveOf(nodesOf, (node, world) => fund('depositInsuranceBond', node, world))],
  [
    2,
    moveOf(withdrawable, (node, world) =>
      call(registry, 'withdrawStake', node.owner, withdrawal(node, world, node.stakedAmount)),
    ),
  ],
  [
    1,
    moveOf(
      ({ nodes }) => nodes.filter(({ insuranceBond }) => insuranceBond > 0n),
      (node, world) => call(registry, 'withdrawInsuranceBond', node.owner, withdrawal(node, world, node.insuranceBond)),
    ),
  ],
  [1, moveOf(idle, ({ nodeId, owner }) => call(registry, 'deactivateNode', owner, { nodeId }))],
  [
    2,
    moveOf(
      ({ nodes }) => nodes.filter(({ status }) => status === NodeStatus.Inactive || status === NodeStatus.Verified),
      ({ nodeId, owner }) => call(registry, 'activateNode', owner, { nodeId }),
    ),
  ],
]

function fund(name: string, { nodeId, owner, status }: NodeState, { luck }: World) {
  if (!fundable.includes(status) && luck.is(0.8)) return undefined
  return call(registry, name, owner, { nodeId }, luck.pick([1n, parseEth('0.1'), parseEth('1'), parseEth('5')]))
}

export function withdrawal({ nodeId }: NodeState, { luck, state }: World, whole: bigint) {
  const rest = whole > state.parameters.minimumStake ? whole - state.parameters.minimumStake : whole
  return { nodeId, amount: luck.pick([whole, whole, rest, whole / 2n, 1n, whole + 1n]) }
}
