import { createState } from '@aiigo/protocol'
import { expect, test } from 'vitest'
import { node } from '../agents/testing.ts'
import { bringUpToDate, createMembers, type Member } from './members.ts'
import type { Seen } from './testing/fakeRun.ts'
import { event, nodeId, observation, taskId } from './testing/fixtures.ts'
import { endShift, followWork, type Work } from './work.ts'

const HOUR = 3_600
const POWER = 10n ** 18n
const assignedAt = (time: number) => event('TaskAssigned', { taskId, nodeId, startTime: BigInt(time) }, time)
const completedAt = (time: number) => event('TaskCompleted', { taskId, resultHash: taskId }, time)

/** A market of one node, and what it worked in an hour, on average. */
function market() {
  const [work, members]: [Work, ReturnType<typeof createMembers>] = [new Map(), createMembers()]
  const state = createState()
  state.nodes.set(nodeId, node({ nodeId }))
  bringUpToDate(members, state, new Map())
  const [member] = members.list as [Member]
  const busyIn = (seen: Seen) => {
    member.worked = 0n
    const shift = { work, members, tick: seen, seconds: HOUR }
    for (const event of seen.events) followWork(shift, event)
    endShift(shift)
    return member.worked / BigInt(HOUR)
  }
  return { work, busyIn }
}

test('default', () => {
  const { work, busyIn } = market()
  const busy = busyIn(observation({ events: [assignedAt(0), completedAt(HOUR / 2)], task: {} }))
  expect(busy).toBe(POWER / 2n)
  expect(work.size).toBe(0)
})

test('behavior: a task over several ticks is busy in each, up to its end', () => {
  const { busyIn } = market()
  const shares = [
    busyIn(observation({ time: 0, events: [assignedAt(HOUR / 4)], task: {} })),
    busyIn(observation({ time: HOUR })),
    busyIn(observation({ time: 2 * HOUR, events: [completedAt(2.25 * HOUR)] })),
    busyIn(observation({ time: 3 * HOUR })),
  ]
  expect(shares.map((busy) => Number((busy * 100n) / POWER))).toEqual([75, 100, 25, 0])
})

test('behavior: an attempt that failed ends the work', () => {
  const { work, busyIn } = market()
  const failed = event('TaskAttemptFailed', { taskId, nodeId, reason: 0, failedAttempts: 1n }, 900)
  const busy = busyIn(observation({ events: [assignedAt(0), failed], task: {} }))
  expect(busy).toBe(POWER / 4n)
  expect(work.size).toBe(0)
})
