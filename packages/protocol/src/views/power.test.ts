import { expect, test } from 'vitest'
import { createState } from '../createState.ts'
import { trustLevelOf } from '../decide/trust.ts'
import { evolve } from '../evolve.ts'
import { activeNode, assignedTask, event, nodeId, postedTask } from '../testing.ts'
import { freePower, freshPower } from './power.ts'

const ETHER = 10n ** 18n

function active() {
  const state = [...activeNode, ...postedTask, ...assignedTask].reduce(evolve, createState())
  return { state, node: state.nodes.get(nodeId)! }
}

test('default', () => {
  const { state, node } = active()
  expect([freshPower(state, node, 1_300), freePower(state, node, 1_300)]).toEqual([1_000n, 600n])
})

test('behavior: power counts until its proof is too old, that second included', () => {
  const { state, node } = active()
  const validity = Number(state.parameters.proofValidity)
  expect(freshPower(state, node, 1_300 + validity)).toBe(1_000n)
  expect(freshPower(state, node, 1_301 + validity)).toBe(0n)
  expect(freePower(state, node, 1_301 + validity)).toBe(0n)
})

test('behavior: where the clock is younger than that, power counts that was never proven', () => {
  const { state, node } = active()
  Object.assign(node, { provenAt: 0 })
  expect(freshPower(state, node, Number(state.parameters.proofValidity))).toBe(1_000n)
  expect(freshPower(state, node, Number(state.parameters.proofValidity) + 1)).toBe(0n)
})

test('behavior: the trust level follows stake and bond', () => {
  const { state, node } = active()
  expect(trustLevelOf(state, node)).toBe(0)
  evolve(state, event('StakeDeposited', { nodeId, amount: ETHER, totalStake: ETHER + 500n }))
  expect(trustLevelOf(state, node)).toBe(1)
  Object.assign(node, { stakedAmount: 5n * ETHER, reputation: 9_600, hasPartnerSLA: true })
  expect(trustLevelOf(state, node)).toBe(1)
  evolve(state, event('InsuranceBondDeposited', { nodeId, amount: ETHER, totalBond: ETHER }))
  expect(trustLevelOf(state, node)).toBe(4)
})
