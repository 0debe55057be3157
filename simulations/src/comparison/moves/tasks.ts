import { AssignmentMode, parseEth, TaskStatus, taskCostUp } from '@aiigo/core'
import { freePower, type NodeState, type TaskState, trustLevelOf } from '@aiigo/protocol'
import { type Hex, keccak256, numberToHex, toHex, zeroAddress, zeroHash } from 'viem'
import { buyers, refusers, strangers } from '../actors.ts'
import type { World } from '../world.ts'
import { call, moveOf, type Weighted } from './move.ts'

const market = 'taskMarketplace'
const { Open, Assigned, InProgress, Completed } = TaskStatus

export const taskMoves: readonly Weighted[] = [
  [4, createTask],
  [14, (world) => post(world, 'postTask')],
  [1, (world) => post(world, 'postTaskWithPermit')],
  [18, moveOf(takeable, accept)],
  [
    1,
    moveOf(
      ({ tasks }) => tasks[Open],
      ({ taskId, buyer }) => call(market, 'cancelTask', buyer, { taskId }),
    ),
  ],
  [
    4,
    moveOf(late(Open, 'openUntil'), ({ taskId }, { luck }) =>
      call(market, 'expireTask', luck.pick(strangers), { taskId }),
    ),
  ],
  [
    5,
    moveOf(
      ({ tasks }) => tasks[Assigned],
      (task, { state }) => call(market, 'startTask', ownerOf(task, state), { taskId: task.taskId }),
    ),
  ],
  [
    12,
    moveOf(
      ({ tasks }) => tasks[InProgress],
      (task, { state, luck }) => {
        const result = { resultHash: keccak256(task.taskId), resultURI: luck.pick(['', 'ipfs://result']) }
        return call(market, 'submitResult', ownerOf(task, state), { taskId: task.taskId, ...result })
      },
    ),
  ],
  [
    2,
    moveOf(
      ({ tasks }) => [...tasks[Assigned], ...tasks[InProgress]],
      (task, { state }) => call(market, 'abandonTask', ownerOf(task, state), { taskId: task.taskId }),
    ),
  ],
  [
    2,
    moveOf(late(Assigned, 'startUntil'), ({ taskId }, { luck }) =>
      call(market, 'timeoutTask', luck.pick(strangers), { taskId }),
    ),
  ],
  [
    2,
    moveOf(late(InProgress, 'deadline'), ({ taskId }, { luck }) =>
      call(market, 'timeoutTask', luck.pick(strangers), { taskId }),
    ),
  ],
  [
    5,
    moveOf(
      ({ tasks }) => tasks[Completed],
      ({ taskId, buyer }) => call(market, 'approveResult', buyer, { taskId }),
    ),
  ],
  [
    4,
    moveOf(late(Completed, 'reviewUntil'), ({ taskId }, { luck }) =>
      call(market, 'finalizeTask', luck.pick(strangers), { taskId }),
    ),
  ],
]

/** Mostly those whose window is over. */
export function late(
  status: TaskStatus,
  end: 'openUntil' | 'startUntil' | 'deadline' | 'reviewUntil' | 'disputeUntil',
) {
  return ({ tasks, time, luck }: World): readonly TaskState[] =>
    luck.is(0.85) ? tasks[status].filter((task) => task[end] < time) : tasks[status]
}

/** Who works on it: the owner of its node. */
export function ownerOf({ nodeId, buyer }: TaskState, state: World['state']): Hex {
  return (nodeId && state.nodes.get(nodeId)?.owner) ?? buyer
}

function buyerIn({ luck }: World): Hex {
  return luck.is(0.1) ? luck.pick(refusers) : luck.pick(buyers)
}

function createTask(world: World) {
  const { luck } = world
  const [duration, maxPrice] = [
    BigInt(luck.pick([600, 3_600, 3_600, 7_201])),
    luck.pick([parseEth('0.01'), parseEth('0.02'), parseEth('3')]),
  ]
  const needs = {
    resourceType: luck.pick([0, 0, 0, 1, 1, 2]),
    requiredPower: power(world),
    minTrustLevel: level(world),
  }
  const args = { ...needs, duration, maxPrice, specificationURI: 'ipfs://work' }
  return call(market, 'createTask', buyerIn(world), args, taskCostUp(maxPrice, duration))
}

/** Much of it asks for none, or no node could take it. */
function power({ luck, active, state, time }: World): bigint {
  const node = luck.one(active)
  return luck.is(0.5) || !node ? luck.pick([0n, 0n, 1n]) : freePower(state, node, time) / luck.pick([1n, 2n, 4n])
}

function level({ luck }: World): number {
  return luck.pick([0, 1, 1, 1, 1, 1, 2, 2, 3, 4])
}

function post(world: World, name: string) {
  const { luck, usdc } = world
  const inUsdc = luck.is(0.4)
  const mode = luck.pick([0, 0, 1, 1, 1, 2])
  const request = {
    ...{
      resourceType: luck.pick([0, 0, 0, 1, 1, 2]),
      mode,
      minTrustLevel: level(world),
      currency: inUsdc ? usdc : zeroAddress,
    },
    ...{ requiredPower: power(world), duration: BigInt(luck.pick([600, 3_600, 3_600, 7_201, 2_592_000])) },
    maxPrice: inUsdc
      ? luck.pick([3_000_000n, 30_000_001n, 10n ** 9n])
      : luck.pick([parseEth('0.02'), 10n ** 16n + 7n, parseEth('2')]),
    directNode: mode === AssignmentMode.Direct ? (addressee(world)?.nodeId ?? numberToHex(1, { size: 32 })) : zeroHash,
    salt: luck.is(0.05)
      ? numberToHex(luck.below(3), { size: 32 })
      : keccak256(toHex(`${world.time}/${luck.below(1e6)}`)),
    specificationURI: 'ipfs://work',
  }
  const value = inUsdc ? 0n : taskCostUp(request.maxPrice, request.duration)
  const permit = { value, deadline: 2n ** 64n, v: 27, r: numberToHex(1, { size: 32 }), s: numberToHex(2, { size: 32 }) }
  return call(market, name, buyerIn(world), name === 'postTask' ? { request } : { request, permit }, value)
}

/** One that a task may be addressed to with some hope. */
function addressee({ active, luck }: World): NodeState | undefined {
  const trusted = active.filter(({ hasPartnerSLA }) => hasPartnerSLA)
  return luck.one(trusted.length > 0 && luck.is(0.8) ? trusted : active)
}

function takeable({ tasks, time }: World): readonly TaskState[] {
  return tasks[Open].filter(({ mode, openUntil }) => mode !== AssignmentMode.SealedBid && openUntil >= time)
}

export function accept(task: TaskState, world: World) {
  const node = task.directNode ? world.state.nodes.get(task.directNode) : takerOf(task, world)
  return node && call(market, 'acceptTask', node.owner, { taskId: task.taskId, nodeId: node.nodeId })
}

/** A node of the right kind, mostly one that may take it. */
export function takerOf(
  { resourceType, requiredPower, minTrustLevel, buyer }: TaskState,
  { active, state, time, luck }: World,
) {
  const able = active.filter((node) => node.resourceType === resourceType && node.owner !== buyer)
  if (luck.is(0.1)) return luck.one(able)
  const fit = able.filter(
    (node) => trustLevelOf(state, node) >= minTrustLevel && freePower(state, node, time) >= requiredPower,
  )
  return luck.one(fit.filter(({ banExecutableFrom, underReview }) => banExecutableFrom === 0 && !underReview))
}
