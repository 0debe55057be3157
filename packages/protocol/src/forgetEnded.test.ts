import { expect, test } from 'vitest'
import { createState } from './createState.ts'
import { evolve } from './evolve.ts'
import { forgetEnded } from './forgetEnded.ts'
import { activeNode, assignedTask, nodeId, paidTask, postedTask, taskId } from './testing.ts'

const running = () => [...activeNode, ...postedTask, ...assignedTask].reduce(evolve, createState())

test('default', () => {
  const state = paidTask.reduce(evolve, running())
  expect(forgetEnded(state)).toBe(1)
  expect([state.tasks.size, state.escrows.size, state.auctions.size]).toEqual([0, 0, 0])
})

test('behavior: what is under way stays, and so do nodes, counts and money', () => {
  const state = running()
  expect(forgetEnded(state)).toBe(0)
  expect(state).toEqual({ ...running(), endedChallenges: new Map() })
  const ended = paidTask.reduce(evolve, running())
  const { nodes, taskCounts, fees, balances } = structuredClone(ended)
  forgetEnded(ended)
  expect(ended).toMatchObject({ nodes, taskCounts, fees, balances })
  expect(ended.nodes.get(nodeId)?.totalTasksCompleted).toBe(1)
  expect(ended.tasks.has(taskId)).toBe(false)
})
