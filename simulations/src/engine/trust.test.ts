import { createState, trustLevelOf } from '@aiigo/protocol'
import { expect, test } from 'vitest'
import { node } from '../agents/testing.ts'
import { trustOf } from './trust.ts'

const ETHER = 10n ** 18n

test('default: as `trustLevelOf`, also after whatever it depends on has changed', () => {
  const state = createState()
  const one = node({ stakedAmount: 3n * ETHER, reputation: 9_600, totalTasksCompleted: 99, challengesPassed: 10 })
  const changes = [
    { totalTasksCompleted: 100 },
    { totalTasksFailed: 30 },
    { reputation: 4_000 },
    { challengesPassed: 2 },
    { stakedAmount: 5n * ETHER, reputation: 9_600 },
    { hasPartnerSLA: true },
    { insuranceBond: 100n * ETHER },
    { status: 4 as const },
  ]
  const levels = changes.map((change) => {
    const level = trustOf(state, Object.assign(one, change))
    expect(level).toBe(trustLevelOf(state, one))
    expect(trustOf(state, one)).toBe(level)
    return level
  })
  expect(new Set(levels).size).toBeGreaterThan(3)
  state.parameters = { ...state.parameters, minimumStake: 6n * ETHER }
  Object.assign(one, { status: 2, hasPartnerSLA: false, challengesPassed: 0, totalTasksCompleted: 0 })
  expect(trustOf(state, one)).toBe(0)
})
