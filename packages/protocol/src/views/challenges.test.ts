import { computePower } from '@aiigo/core'
import { expect, test } from 'vitest'
import { createState } from '../createState.ts'
import { evolve } from '../evolve.ts'
import * as t from '../testing.ts'
import * as views from './challenges.ts'

const { challengeId, nodeId } = t
const failedId: `0x${string}` = `0x${'04'.repeat(32)}`

const failed = [
  t.event('ChallengeSpecified', {
    ...{ challengeId: failedId, nodeId, owner: t.owner, seed: challengeId, difficulty: 16n, solutions: 2n },
    ...{ issuedAt: 2_000n, deadline: 3_800n, forced: true },
  }),
  t.event('ChallengeFailed', { challengeId: failedId, nodeId, reason: 'deadline over' }, 4_000),
  t.event('ProofUpdated', { nodeId, pooledWork: 8n, pooledTime: 300n, lastDifficulty: 16n }, 4_000),
]

function historyOf(events: readonly Parameters<typeof views.rememberChallenge>[1][]): views.ChallengeHistory {
  const history: views.ChallengeHistory = new Map()
  for (const event of events) views.rememberChallenge(history, event)
  return history
}

test('default', () => {
  const history = historyOf(t.activeNode)
  expect(views.getChallenge(history, challengeId)).toMatchObject({ completed: true, solutionTime: 300n })
  expect(views.getChallengeDetails(history, challengeId)).toMatchObject({
    ...{ status: 2, solved: 2n, lastNonce: 7n, endedAt: 1_300n, verifiedPower: 1_000n },
  })
})

test('behavior: the power that a failure leaves follows from the pool', () => {
  const history = historyOf([...t.activeNode, ...failed])
  const verifiedPower = computePower(8n, 300n)
  expect(views.getChallenge(history, failedId)).toMatchObject({ completed: false, solutionTime: 0n })
  expect(views.getVerificationHistory(history, nodeId)).toEqual([
    { nodeId, verifiedPower: 1_000n, timestamp: 1_300n, passed: true },
    { nodeId, verifiedPower, timestamp: 4_000n, passed: false },
  ])
})

test('behavior: an open challenge is no history yet', () => {
  const history = historyOf(failed.slice(0, 1))
  expect(views.getVerificationHistory(history, nodeId)).toEqual([])
  expect(views.getChallengeDetails(history, failedId)).toMatchObject({ status: 1, endedAt: 0n })
})

test('behavior: the next challenge', () => {
  const state = t.activeNode.reduce(evolve, createState())
  expect(views.getNextChallengeAt(state, nodeId)).toBe(1_000n + state.parameters.challengeInterval)
  expect(views.getNextDifficulty(state, nodeId)).toBe(4n)
  const fresh = t.activeNode.slice(0, 4).reduce(evolve, createState())
  expect([views.getNextChallengeAt(fresh, nodeId), views.getNextDifficulty(fresh, nodeId)]).toEqual([0n, 2n ** 32n])
})

test('behavior: what is unknown', () => {
  expect([views.getChallenge(new Map(), failedId), views.getNextDifficulty(createState(), nodeId)]).toEqual([
    undefined,
    undefined,
  ])
  expect(views.getNextChallengeAt(createState(), nodeId)).toBe(0n)
})
