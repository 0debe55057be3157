import {
  AssignmentMode,
  BidStatus,
  disputeBondUp,
  divUp,
  Eligibility,
  maxOf,
  type ResourceType,
  TaskStatus,
  taskCostUp,
} from '@aiigo/core'
import { type Address, ETH, type Hex, NO_ID } from '../hex.ts'
import type { MarketState, TaskState } from '../state.ts'
import { getEligibilityOfOwner } from './eligibility.ts'
import { getActiveNodes } from './nodes.ts'
import { type Page, pageOf, WHOLE } from './page.ts'

// What TaskMarketplace's views answer, from the state: the same names as the actions of @aiigo/clients, the same fields
// and types as viem gives.

/** `getTask`: the seed design's struct; undefined where the contract reverts. */
export function getTask(state: MarketState, taskId: Hex) {
  const task = state.tasks.get(taskId)
  if (!task) return undefined
  return {
    taskId,
    buyer: task.buyer,
    assignedNode: task.nodeId ?? NO_ID,
    resourceType: task.resourceType,
    requiredPower: task.requiredPower,
    duration: BigInt(task.duration),
    maxPrice: task.maxPrice,
    escrowAmount: task.escrowAmount,
    createdAt: BigInt(task.createdAt),
    startedAt: BigInt(task.startedAt),
    completedAt: BigInt(task.completedAt),
    status: task.status,
    minTrustLevel: task.minTrustLevel,
    specificationURI: '',
  }
}

/** `getTaskDetails`: everything about a task; undefined where the contract reverts. */
export function getTaskDetails(state: MarketState, taskId: Hex) {
  const task = state.tasks.get(taskId)
  if (!task) return undefined
  return {
    taskId,
    buyer: task.buyer,
    assignedNode: task.nodeId ?? NO_ID,
    provider: providerOf(state, task),
    resourceType: task.resourceType,
    mode: task.mode,
    currency: task.currency,
    directNode: task.directNode ?? NO_ID,
    requiredPower: task.requiredPower,
    duration: BigInt(task.duration),
    maxPrice: task.maxPrice,
    agreedPrice: task.agreedPrice,
    escrowAmount: task.escrowAmount,
    minTrustLevel: task.minTrustLevel,
    status: task.status,
    failedAttempts: BigInt(task.failedAttempts),
    attempts: BigInt(task.attempts),
    createdAt: BigInt(task.createdAt),
    openUntil: BigInt(task.openUntil),
    startUntil: BigInt(task.startUntil),
    startedAt: BigInt(task.startedAt),
    deadline: BigInt(task.deadline),
    completedAt: BigInt(task.completedAt),
    reviewUntil: BigInt(task.reviewUntil),
    disputeUntil: BigInt(task.disputeUntil),
  }
}

/** Ids of the open tasks of a type, in the order of posting; a page is one of all tasks of the type. */
export function getOpenTasks(state: MarketState, resourceType: ResourceType, page: Page = WHOLE): Hex[] {
  const all = idsOf(state, (task) => task.resourceType === resourceType)
  return pageOf(all, page).filter((taskId) => state.tasks.get(taskId)?.status === TaskStatus.Open)
}

/** Ids of the tasks of a buyer, in the order of posting. */
export function getTasksByBuyer(state: MarketState, buyer: Address, page: Page = WHOLE): Hex[] {
  return pageOf(
    idsOf(state, (task) => task.buyer === buyer),
    page,
  )
}

/**
 * Ids of the tasks assigned to a node, running or ended, in the order of posting; not those that it failed. A page is one of
 * all tasks of the node's type. undefined for an unknown node, where the contract reverts.
 */
export function getTasksByProvider(state: MarketState, nodeId: Hex, page: Page = WHOLE): Hex[] | undefined {
  const node = state.nodes.get(nodeId)
  if (!node) return undefined
  const all = idsOf(state, (task) => task.resourceType === node.resourceType)
  return pageOf(all, page).filter((taskId) => state.tasks.get(taskId)?.nodeId === nodeId)
}

/**
 * `matchTask` at `time` (Unix seconds): ids of the nodes that could take the task; undefined where the contract reverts. A
 * page is one of all nodes of the task's type.
 */
export function matchTask(state: MarketState, taskId: Hex, time: number, page: Page = WHOLE): Hex[] | undefined {
  const task = state.tasks.get(taskId)
  if (!task) return undefined
  if (task.status !== TaskStatus.Open || time > task.openUntil) return []
  const { buyer, resourceType, minTrustLevel, requiredPower, mode, directNode } = task
  const claim = { operator: ETH, buyer, resourceType, minTrustLevel, requiredPower }
  return getActiveNodes(state, resourceType, page).filter((nodeId) => {
    const [reason] = getEligibilityOfOwner(state, nodeId, claim, time)
    if (reason !== Eligibility.Eligible || isExcluded(state, taskId, nodeId)) return false
    return mode !== AssignmentMode.Direct || directNode === nodeId
  })
}

/** How many tasks a buyer ever posted. */
export function getBuyerTaskCount(state: MarketState, buyer: Address): bigint {
  return BigInt(state.taskCounts.get(buyer) ?? 0)
}

/** What a task would cost at the reference price, in wei; at least what the smallest task costs. Arguments are not checked. */
export function estimateTaskCost(
  state: MarketState,
  task: { resourceType: ResourceType; requiredPower: bigint; duration: bigint },
): bigint {
  const pricePerHour = divUp(state.referencePrices[task.resourceType] * task.requiredPower, 10n ** 18n)
  return maxOf(taskCostUp(pricePerHour, task.duration), state.parameters.smallestTaskEth)
}

/** How many tasks of a type were ever posted. */
export function getTaskCount(state: MarketState, resourceType: ResourceType): bigint {
  return BigInt(idsOf(state, (task) => task.resourceType === resourceType).length)
}

/** Whether the node has failed this task before. */
export function isExcluded(state: MarketState, taskId: Hex, nodeId: Hex): boolean {
  return state.tasks.get(taskId)?.excluded.includes(nodeId) ?? false
}

/** What disputing a task's result asks for, in the smallest unit of its currency; undefined for an unknown task. */
export function getDisputeBond(state: MarketState, taskId: Hex): bigint | undefined {
  const task = state.tasks.get(taskId)
  if (!task) return undefined
  const price = task.agreedPrice === 0n ? task.maxPrice : task.agreedPrice
  return disputeBondUp(taskCostUp(price, task.duration))
}

/** `getAuction`: the round of bids that a task is in, or was in last; all zero before the first. undefined where the contract reverts. */
export function getAuction(state: MarketState, taskId: Hex) {
  if (!state.tasks.has(taskId)) return undefined
  const auction = state.auctions.get(taskId)
  return {
    round: BigInt(auction?.round ?? 0),
    bidCount: BigInt(auction?.rounds.at(-1)?.size ?? 0),
    bestNode: auction?.bestNode ?? NO_ID,
    bestPrice: auction?.bestPrice ?? 0n,
    commitUntil: BigInt(auction?.commitUntil ?? 0),
    revealUntil: BigInt(auction?.revealUntil ?? 0),
    selectionUntil: BigInt(auction?.selectionUntil ?? 0),
    voided: auction?.voided ?? false,
  }
}

/** `getBid`: a node's bid in a round; its status is None when there is none. */
export function getBid(state: MarketState, taskId: Hex, round: bigint, nodeId: Hex) {
  const bid = state.auctions.get(taskId)?.rounds[Number(round) - 1]?.get(nodeId)
  return {
    status: bid?.status ?? BidStatus.None,
    commitment: bid?.commitment ?? NO_ID,
    order: BigInt(bid?.order ?? 0),
    pricePerHour: bid?.pricePerHour ?? 0n,
  }
}

function providerOf(state: MarketState, task: TaskState): Address {
  return (task.nodeId && state.nodes.get(task.nodeId)?.owner) ?? ETH
}

function idsOf(state: MarketState, isWanted: (task: TaskState) => boolean): Hex[] {
  return [...state.tasks.values()].filter(isWanted).map(({ taskId }) => taskId)
}
