import { AssignmentMode, NodeStatus, parameters, TaskStatus } from '@aiigo/core'
import type { AuctionState, ChallengeState, NodeState, TaskState } from '@aiigo/protocol'
import { actors, insider, strangers } from '../actors.ts'
import { type Call, contracts } from '../call.ts'
import type { World } from '../world.ts'
import { commit, report, reveal, select } from './auctions.ts'
import { solutions } from './challenges.ts'
import { dispute, rule } from './disputes.ts'
import { call } from './move.ts'
import { withdrawal } from './providers.ts'
import { accept, takerOf } from './tasks.ts'

// Calls whose window ends in this very second, or did in the last, or will in the next: where a sign too many shows.

type Edge = () => Call | undefined

const market = 'taskMarketplace'
const registry = 'nodeRegistry'
const verifier = 'proofOfWorkVerifier'

/** What may be called right at the end of a window, for every window that ends about now. */
export function edgesOf(world: World): readonly Edge[] {
  const { tasks, auctions, state, nodes } = world
  const ending = [...tasks[TaskStatus.Open], ...tasks[TaskStatus.Assigned], ...tasks[TaskStatus.InProgress]]
  const ended = [...tasks[TaskStatus.Completed], ...tasks[TaskStatus.Disputed]]
  return [
    ...[...ending, ...ended].flatMap((task) => taskEdges(task, world)),
    ...auctions.flatMap((auction) => auctionEdges(auction, world)),
    ...[...state.challenges.values()].flatMap((challenge) => challengeEdges(challenge, world)),
    ...nodes.flatMap((node) => nodeEdges(node, world)),
    ...pauseEdges(world),
  ]
}

function isNow({ time }: World, end: number | bigint): boolean {
  return Math.abs(Number(end) - time) <= 1
}

function taskEdges(task: TaskState, world: World): Edge[] {
  const { status, taskId } = task
  const from = world.luck.pick(strangers)
  const byAnyone = (name: string) => () => call(market, name, from, { taskId })
  if (status === TaskStatus.Open && isNow(world, task.openUntil)) {
    const isBid = task.mode === AssignmentMode.SealedBid
    return [
      byAnyone('expireTask'),
      () => (isBid ? commit(task, world) : accept(task, world)),
      byAnyone('settleAuction'),
    ]
  }
  if (status === TaskStatus.Assigned && isNow(world, task.startUntil)) return [byAnyone('timeoutTask')]
  if (status === TaskStatus.InProgress && isNow(world, task.deadline)) return [byAnyone('timeoutTask')]
  if (status === TaskStatus.Completed && isNow(world, task.reviewUntil))
    return [byAnyone('finalizeTask'), () => dispute(task, world)]
  if (status === TaskStatus.Disputed && isNow(world, task.disputeUntil))
    return [byAnyone('resolveStaleDispute'), () => rule(task, world)]
  return []
}

function auctionEdges(auction: AuctionState, world: World): Edge[] {
  const { taskId, commitUntil, revealUntil, selectionUntil } = auction
  const task = world.state.tasks.get(taskId)
  if (!task || ![commitUntil, revealUntil, selectionUntil].some((end) => isNow(world, end))) return []
  return [
    () => commit(task, world),
    () => reveal(auction, world),
    () => select(auction, world),
    () => report(auction, world),
    () => call(market, 'settleAuction', world.luck.pick(strangers), { taskId }),
    () => call(market, 'cancelTask', task.buyer, { taskId }),
  ]
}

function challengeEdges(challenge: ChallengeState, world: World): Edge[] {
  const { challengeId, nodeId, owner, deadline } = challenge
  if (!isNow(world, deadline)) return []
  return [
    () => call(verifier, 'submitSolutions', owner, solutions(challenge, world)),
    () => call(verifier, 'expireChallenge', world.luck.pick(strangers), { challengeId }),
    () => call(verifier, 'issueChallenge', owner, { nodeId }),
  ]
}

function nodeEdges(node: NodeState, world: World): Edge[] {
  const { nodeId, owner, proof } = node
  const { state, luck } = world
  const edges: Edge[] = []
  if (isNow(world, node.withdrawableFrom)) {
    edges.push(() => call(registry, 'withdrawStake', owner, withdrawal(node, world, node.stakedAmount)))
    edges.push(() => call(registry, 'withdrawInsuranceBond', owner, withdrawal(node, world, node.insuranceBond)))
  }
  if (isNow(world, node.heldUntil)) edges.push(() => call(registry, 'deactivateNode', owner, { nodeId }))
  if (isNow(world, node.banExecutableFrom)) {
    edges.push(() => call(registry, 'cancelBan', state.access.nodeRegistry.owner, { nodeId }))
    edges.push(() => call(registry, 'executeBan', luck.pick(actors), { nodeId }))
  }
  if (isNow(world, BigInt(proof.lastIssuedAt) + state.parameters.challengeInterval))
    edges.push(() => call(verifier, 'issueChallenge', owner, { nodeId }))
  if (isNow(world, BigInt(proof.lastForcedAt) + parameters.challengerInterval))
    edges.push(() => call(verifier, 'issueChallenge', insider, { nodeId }))
  if (node.status === NodeStatus.Active && isNow(world, BigInt(node.provenAt) + state.parameters.proofValidity))
    edges.push(() => takeWith(node, world))
  return edges
}

/** With this node and no other: its power is about to count for nothing. */
function takeWith({ nodeId, owner, resourceType }: NodeState, world: World): Call | undefined {
  const tasks = world.tasks[TaskStatus.Open].filter((one) => one.resourceType === resourceType && !one.directNode)
  const task = world.luck.one(tasks.filter(({ mode }) => mode === AssignmentMode.Instant))
  return task && call(market, 'acceptTask', owner, { taskId: task.taskId, nodeId })
}

function pauseEdges(world: World): Edge[] {
  return contracts.flatMap((contract): Edge[] => {
    const { pausedUntil, owner } = world.state.access[contract]
    const again = BigInt(pausedUntil) + parameters.pauseDuration
    if (isNow(world, again)) return [() => call(contract, 'pause', insider)]
    if (!isNow(world, pausedUntil)) return []
    return [() => call(contract, 'unpause', owner), () => call(contract, 'pause', owner), () => whilePaused(world)]
  })
}

/** Something that a pause stops, for each contract that it may be. */
function whilePaused(world: World): Call | undefined {
  const { luck, nodes, tasks } = world
  const [node, task] = [luck.one(nodes), luck.one(tasks[TaskStatus.Open])]
  if (!node || !task) return undefined
  if (luck.is(0.3)) return call(registry, 'addStake', node.owner, { nodeId: node.nodeId }, 1n)
  if (luck.is(0.5)) return call(verifier, 'issueChallenge', node.owner, { nodeId: node.nodeId })
  const taker = takerOf(task, world)
  return taker && call(market, 'acceptTask', taker.owner, { taskId: task.taskId, nodeId: taker.nodeId })
}
