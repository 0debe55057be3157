import { EscrowStatus, NodeStatus, ResourceType, TaskStatus } from '@aiigo/core'
import { expect, test } from 'vitest'
import { createState } from '../createState.ts'
import { evolve } from '../evolve.ts'
import * as t from '../testing.ts'
import { getAccruedFees, getCreditOf, getEscrow, getEscrowDetails, isCurrencyAccepted } from './escrows.ts'
import { getActiveNodes, getNode, getNodeCount, getNodeDetails, getNodesByOwner, getProof, isBanned } from './nodes.ts'
import * as tasks from './tasks.ts'

// The simulator compares each of these with the contracts, on a real chain, for every event that there is.

const { nodeId, owner, taskId, buyer, ETH } = t
const state = [...t.activeNode, ...t.auctionedTask, ...t.startedTask, ...t.disputedTask].reduce(evolve, createState())
const running = [...t.activeNode, ...t.postedTask, ...t.assignedTask].reduce(evolve, createState())

test('default', () => {
  expect(getNode(state, nodeId, 2_000)).toMatchObject({ owner, status: NodeStatus.Active, computePower: 1_000n })
  expect(getNodeDetails(state, nodeId, 2_000)).toMatchObject({ heldUntil: 3_200n, suspended: false, trustLevel: 0 })
  expect(getNodesByOwner(state, owner)).toEqual([nodeId])
  expect(getActiveNodes(state, ResourceType.GPU)).toEqual([nodeId])
  expect(getNodeCount(state, ResourceType.CPU)).toBe(0n)
  expect(getProof(state, nodeId)).toMatchObject({ pooledWork: 16n, challengeCount: 1n })
  expect(isBanned(state, owner)).toBe(false)
})

test('behavior: tasks, bids and escrows', () => {
  expect(tasks.getTask(state, taskId)).toMatchObject({ status: TaskStatus.Verified, startedAt: 3_000n })
  expect(tasks.getTaskDetails(state, taskId)).toMatchObject({ provider: owner, agreedPrice: 500n, mode: 1 })
  expect(tasks.getTasksByBuyer(state, buyer)).toEqual([taskId])
  expect(tasks.getTasksByProvider(state, nodeId)).toEqual([taskId])
  expect(tasks.getTasksByProvider(state, taskId)).toBeUndefined()
  expect(tasks.getOpenTasks(state, ResourceType.GPU)).toEqual([])
  expect(tasks.getTaskCount(state, ResourceType.GPU)).toBe(1n)
  expect(tasks.getDisputeBond(state, taskId)).toBe(10n)
  expect(tasks.isExcluded(state, taskId, nodeId)).toBe(false)
  expect(tasks.getAuction(state, taskId)).toMatchObject({ round: 1n, bidCount: 1n, bestPrice: 0n })
  expect(tasks.getBid(state, taskId, 1n, nodeId)).toMatchObject({ status: 2, pricePerHour: 500n })
  expect(tasks.getBid(state, taskId, 2n, nodeId)).toMatchObject({ status: 0, order: 0n })
  expect(getEscrow(state, taskId)).toMatchObject({ released: true, refunded: false, providerPayout: 226n })
  expect(getEscrowDetails(state, taskId)).toMatchObject({ status: EscrowStatus.Settled, bond: 10n })
  expect(getAccruedFees(state, 'escrowManager', ETH)).toBe(19n)
  expect(getAccruedFees(state, 'nodeRegistry', ETH)).toBe(100n)
  expect(getCreditOf(state, 'escrowManager', ETH, buyer)).toBe(0n)
  expect([isCurrencyAccepted(state, ETH), isCurrencyAccepted(state, owner)]).toEqual([true, false])
})

test('behavior: an escrow that is held says what it would pay', () => {
  expect(getEscrow(running, taskId)).toMatchObject({ released: false, providerPayout: 920n, platformFee: 80n })
  expect(getEscrowDetails(running, taskId)).toMatchObject({ status: EscrowStatus.Held, providerPayout: 0n })
})

test('behavior: what is unknown is undefined where the contract reverts, and zero where it answers', () => {
  const unknown = t.challengeId
  expect([getNode(state, unknown, 0), getNodeDetails(state, unknown, 0)]).toEqual([undefined, undefined])
  expect([tasks.getTask(state, unknown), tasks.getTaskDetails(state, unknown)]).toEqual([undefined, undefined])
  expect(tasks.getAuction(state, unknown)).toBeUndefined()
  expect(getEscrowDetails(state, unknown)).toMatchObject({ amount: 0n, status: EscrowStatus.None })
  expect(getEscrow(state, unknown)).toMatchObject({ amount: 0n, released: false, refunded: false })
})
