import { expect, test } from 'vitest'
import { event, nodeId, observation, taskId } from './testing/fixtures.ts'
import { followWork, type Work } from './work.ts'

const HOUR = 3_600
const POWER = 10n ** 18n
const assignedAt = (time: number) => event('TaskAssigned', { taskId, nodeId, startTime: BigInt(time) }, time)
const completedAt = (time: number) => event('TaskCompleted', { taskId, resultHash: taskId }, time)

test('default', () => {
  const work: Work = new Map()
  const busy = followWork(work, observation({ events: [assignedAt(0), completedAt(HOUR / 2)], task: {} }), HOUR)
  expect(busy.get(nodeId)).toBe(POWER / 2n)
  expect(work.size).toBe(0)
})

test('behavior: a task over several ticks is busy in each, up to its end', () => {
  const work: Work = new Map()
  const shares = [
    followWork(work, observation({ time: 0, events: [assignedAt(HOUR / 4)], task: {} }), HOUR),
    followWork(work, observation({ time: HOUR }), HOUR),
    followWork(work, observation({ time: 2 * HOUR, events: [completedAt(2.25 * HOUR)] }), HOUR),
    followWork(work, observation({ time: 3 * HOUR }), HOUR),
  ]
  expect(shares.map((busy) => Number(((busy.get(nodeId) ?? 0n) * 100n) / POWER))).toEqual([75, 100, 25, 0])
})

test('behavior: an attempt that failed ends the work', () => {
  const work: Work = new Map()
  const failed = event('TaskAttemptFailed', { taskId, nodeId, reason: 0, failedAttempts: 1n }, 900)
  const busy = followWork(work, observation({ events: [assignedAt(0), failed], task: {} }), HOUR)
  expect(busy.get(nodeId)).toBe(POWER / 4n)
  expect(work.size).toBe(0)
})
