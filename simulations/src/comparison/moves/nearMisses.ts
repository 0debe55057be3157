import { AssignmentMode, NodeStatus, roles, TaskStatus } from '@aiigo/core'
import { zeroAddress, zeroHash } from 'viem'
import { buyers, insider, refusers, strangers } from '../actors.ts'
import { contracts } from '../call.ts'
import type { World } from '../world.ts'
import { invented } from './invented.ts'
import { call, type Move, moveOf, type Weighted } from './move.ts'
import { byOwner } from './settings.ts'
import { ownerOf } from './tasks.ts'

const registry = 'nodeRegistry'
const escrowManager = 'escrowManager'
const market = 'taskMarketplace'
const evidenceURI = 'ipfs://evidence'

const misses: readonly Move[] = [
  byOwner(market, 'setArbitrator', ({ state }) => ({ newArbitrator: state.access.taskMarketplace.owner })),
  byOwner(market, 'setPriceOracle', () => ({ newPriceOracle: zeroAddress })),
  byOwner(escrowManager, 'updatePlatformFee', () => ({ newFeeBps: 1_001n })),
  byOwner(escrowManager, 'setCurrency', ({ luck, state }) => ({
    currency: luck.pick([zeroAddress, ...strangers, ...refusers, ...contracts.map((name) => state.deployment[name])]),
    accepted: true,
  })),
  byOwner(escrowManager, 'setTreasury', ({ state }) => ({ newTreasury: state.deployment.escrowManager })),
  byOwner(registry, 'setTreasury', () => ({ newTreasury: zeroAddress })),
  ({ luck, state }) => {
    const contract = luck.pick(contracts)
    return call(contract, 'beginDefaultAdminTransfer', state.access[contract].owner, { newAdmin: zeroAddress })
  },
  ({ luck, state }) => {
    const contract = luck.pick(contracts)
    const { owner } = state.access[contract]
    return call(contract, 'renounceRole', owner, { role: roles.admin, account: owner })
  },
  moveOf(nodes, ({ nodeId }, { luck, state }) =>
    call(registry, 'setNodeTier', state.access.nodeRegistry.owner, { nodeId, tier: luck.pick([0, 4]) }),
  ),
  moveOf(nodesOfInsider, ({ nodeId }) => call(registry, 'proposeBan', insider, { nodeId, evidenceURI })),
  moveOf(inactive, ({ nodeId }) => call('proofOfWorkVerifier', 'issueChallenge', insider, { nodeId })),
  moveOf(inStatus(TaskStatus.InProgress), (task, { state }) => {
    const result = { taskId: task.taskId, resultHash: zeroHash, resultURI: '' }
    return call(market, 'submitResult', ownerOf(task, state), result)
  }),
  moveOf(inStatus(TaskStatus.Disputed), ({ taskId }, { luck }) =>
    call(market, 'submitEvidence', luck.pick(strangers), { taskId, evidenceURI }),
  ),
  moveOf(auctions, ({ taskId }, { luck, nodes }) => {
    const node = luck.one(nodes)
    return node && call(market, 'commitBid', node.owner, { taskId, nodeId: node.nodeId, commitment: zeroHash })
  }),
  takeOwn,
  ({ luck }) => call(market, 'createTask', luck.pick(buyers), { ...task, requiredPower: 2n ** 104n }, 10n ** 16n),
  (world) =>
    call(escrowManager, 'deposit', insider, { taskId: invented(world), buyer: world.luck.pick(buyers) }, 2n ** 88n),
  moveOf(escrows, ({ taskId }) => call(escrowManager, 'depositBond', insider, { taskId, amount: 7n }, 6n)),
]

/** What is refused for one reason that chance would seldom find. */
export const nearMissMoves: readonly Weighted[] = misses.map((move) => [0.15, move])

const task = {
  ...{ resourceType: 0, duration: 3_600n, maxPrice: 10n ** 16n, minTrustLevel: 1 },
  specificationURI: 'ipfs://work',
}

function nodes(world: World) {
  return world.nodes
}

function nodesOfInsider(world: World) {
  return world.nodes.filter(({ owner }) => owner === insider)
}

function inactive(world: World) {
  return world.nodes.filter(({ status, challengeOpen }) => status === NodeStatus.Inactive && !challengeOpen)
}

function inStatus(status: TaskStatus) {
  return ({ tasks }: World) => tasks[status]
}

function auctions(world: World) {
  return world.tasks[TaskStatus.Open].filter(({ mode }) => mode === AssignmentMode.SealedBid)
}

function escrows({ state }: World) {
  return [...state.escrows.values()].slice(-40)
}

/** With a node of the buyer's own. */
function takeOwn({ tasks, active, luck }: World) {
  const pairs = tasks[TaskStatus.Open].flatMap((task) =>
    active
      .filter(({ owner }) => owner === task.buyer)
      .map(({ owner, nodeId }) => ({ owner, nodeId, taskId: task.taskId })),
  )
  const pair = luck.one(pairs)
  return pair && call(market, 'acceptTask', pair.owner, { taskId: pair.taskId, nodeId: pair.nodeId })
}
