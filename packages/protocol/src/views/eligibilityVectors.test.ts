import { readFileSync } from 'node:fs'
import type { NodeStatus, ResourceType } from '@aiigo/core'
import { expect, test } from 'vitest'
import { eligibilityOfOwner } from '../decide/nodeRegistry.ts'
import * as t from '../decide/taskMarketplace/testing.ts'
import { Transaction } from '../decide/transaction.ts'
import type { MarketState } from '../state.ts'
import { getEligibilityOfOwner } from './eligibility.ts'
import { matchTask } from './tasks.ts'

// The same file is read by contracts/test/unit/EligibilityVectors.t.sol and by @aiigo/matching.
const file = new URL('../../../testing/vectors/eligibility.json', import.meta.url)
const { eligibility: vectors } = JSON.parse(readFileSync(file, 'utf8')) as { eligibility: Record<string, never>[] }

const { nodeId, provider, buyer, taskId, context } = t

function marketOf(vector: Record<string, never>): MarketState {
  const state = t.open()
  const number = (name: string) => Number(vector[name])
  const amount = (name: string) => BigInt(vector[name]!)
  Object.assign(state.nodes.get(nodeId)!, {
    status: number('status') as NodeStatus,
    resourceType: number('resourceType') as ResourceType,
    underReview: vector.underReview,
    banExecutableFrom: vector.suspended ? 1 : 0,
    hasPartnerSLA: vector.hasPartnerSLA,
    stakedAmount: amount('stakedAmount'),
    insuranceBond: amount('insuranceBond'),
    ...{ reputation: number('reputation'), challengesPassed: number('challengesPassed') },
    ...{ totalTasksCompleted: number('totalTasksCompleted'), totalTasksFailed: number('totalTasksFailed') },
    ...{ computePower: amount('computePower'), reservedPower: amount('reservedPower'), openTasks: number('openTasks') },
    provenAt: NOW - number('proofAge'),
  })
  Object.assign(state.tasks.get(taskId)!, {
    buyer: vector.isOwn ? provider : buyer,
    excluded: vector.hasFailed ? [nodeId] : [],
    resourceType: number('taskResourceType'),
    ...{ requiredPower: amount('requiredPower'), minTrustLevel: number('minTrustLevel') },
    openUntil: NOW,
  })
  if (vector.ownerBanned) state.bannedOwners.add(provider)
  state.parameters = { ...state.parameters, minimumStake: amount('minimumStake') }
  return state
}

const NOW = 100_000_000

test('default: the reason that the contracts give, decided and looked at, and what matchTask lists', () => {
  expect(vectors.length).toBeGreaterThan(600)
  for (const vector of vectors) {
    const state = marketOf(vector)
    const { buyer, resourceType, minTrustLevel, requiredPower } = state.tasks.get(taskId)!
    const claim = { operator: provider, buyer, resourceType, minTrustLevel, requiredPower }
    const [seen] = getEligibilityOfOwner(state, nodeId, claim, NOW)
    const { reason } = eligibilityOfOwner(new Transaction(state, { ...context, time: NOW }), nodeId, claim)
    expect([seen, reason].map(Number), JSON.stringify(vector)).toEqual([Number(vector.reason), Number(vector.reason)])
    expect(matchTask(state, taskId, NOW)?.length === 1, JSON.stringify(vector)).toBe(vector.matches)
  }
})
