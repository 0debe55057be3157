import { Eligibility, NodeStatus } from '@aiigo/core'
import { expect, test } from 'vitest'
import { createState } from '../createState.ts'
import { evolve } from '../evolve.ts'
import type { NodeState } from '../state.ts'
import * as t from '../testing.ts'
import { getEligibility, getEligibilityOfOwner } from './eligibility.ts'
import { estimateTaskCost, getBuyerTaskCount, getOpenTasks, getTasksByBuyer, matchTask } from './tasks.ts'

const { nodeId, owner, buyer, taskId } = t
const claim = { operator: owner, buyer, resourceType: 0, minTrustLevel: 1, requiredPower: 1_000n }

function market(changes: Partial<NodeState> = {}) {
  const state = [...t.activeNode, ...t.postedTask].reduce(evolve, createState())
  Object.assign(state.nodes.get(nodeId) as NodeState, { stakedAmount: state.parameters.minimumStake }, changes)
  return state
}

test('default', () => {
  expect(getEligibility(market(), nodeId, claim, 2_000)).toBe(Eligibility.Eligible)
  expect(getEligibilityOfOwner(market(), nodeId, { ...claim, operator: buyer }, 2_000)).toEqual([0, owner])
  expect(getEligibilityOfOwner(market(), taskId, claim, 2_000)).toEqual([Eligibility.UnknownNode, t.ETH])
})

test.each<[keyof typeof Eligibility, Partial<NodeState>, object?]>([
  ['NotActive', { status: NodeStatus.Inactive, underReview: true }],
  ['UnderReview', { underReview: true, banExecutableFrom: 5 }],
  ['Suspended', { banExecutableFrom: 5 }],
  ['NotOwner', {}, { operator: buyer }],
  ['OwnerIsBuyer', {}, { buyer: owner, resourceType: 1 }],
  ['WrongResourceType', { computePower: 0n }, { resourceType: 1 }],
  ['PowerTooLow', { reservedPower: 1n, stakedAmount: 0n }],
  ['PowerTooLow', { computePower: 0n }, { requiredPower: 0n }],
  ['StakeTooLow', { stakedAmount: 0n }, { minTrustLevel: 3 }],
  ['TrustLevelTooLow', { openTasks: 10 }, { minTrustLevel: 2 }],
  ['AtCapacity', { openTasks: 10 }],
])('behavior: %s', (name, changes, asked = {}) => {
  expect(getEligibility(market(changes), nodeId, { ...claim, ...asked }, 2_000)).toBe(Eligibility[name])
})

test('behavior: an owner who was banned', () => {
  const state = market()
  state.bannedOwners.add(owner)
  expect(getEligibility(state, nodeId, claim, 2_000)).toBe(Eligibility.OwnerBanned)
})

test('behavior: which nodes could take a task', () => {
  const state = market()
  expect(matchTask(state, taskId, 2_000)).toEqual([nodeId])
  expect(matchTask(state, taskId, 606_801)).toEqual([])
  expect(matchTask(state, taskId, 2_000, { offset: 1n, limit: 5n })).toEqual([])
  expect(matchTask(state, nodeId, 2_000)).toBe(undefined)
})

test('behavior: pages', () => {
  const state = market()
  expect(getOpenTasks(state, 0, { offset: 0n, limit: 1n })).toEqual([taskId])
  expect(getTasksByBuyer(state, buyer, { offset: 5n, limit: 2n ** 256n - 1n })).toEqual([])
  expect([getBuyerTaskCount(state, buyer), getBuyerTaskCount(state, owner)]).toEqual([1n, 0n])
})

test('behavior: an estimate is at least what the smallest task costs', () => {
  const state = market()
  const task = { resourceType: 0, requiredPower: 10n ** 18n, duration: 3_600n } as const
  expect(estimateTaskCost(state, task)).toBe(state.parameters.smallestTaskEth)
  state.referencePrices = [10n ** 17n, 0n, 0n, 0n, 0n]
  expect(estimateTaskCost(state, task)).toBe(10n ** 17n)
})
