import { TaskStatus } from '@aiigo/core'
import { expect, test } from 'vitest'
import { createTally } from './tally.ts'
import { buyer, count, event, nodeId, observation, owner, taskId } from './testing/fixtures.ts'

const created = event('TaskCreated', { taskId, buyer, resourceType: 0, maxPrice: 200n })
const assigned = event('TaskAssigned', { taskId, nodeId, startTime: 0n })
const released = event('EscrowReleased', { taskId, provider: owner, providerPayout: 92n, platformFee: 8n })
const verified = event('TaskVerified', { taskId, payoutAmount: 92n })
const refunded = event('EscrowRefunded', { taskId, buyer, amount: 100n })

test('default', () => {
  const tally = createTally()
  const posted = count(tally, observation({ events: [created], task: {} }))
  expect(posted.tasksNew).toBe(1)
  expect(tally.tasks[TaskStatus.Open]).toBe(1)

  const paid = count(
    tally,
    observation({ events: [assigned, released, verified], task: { status: TaskStatus.Verified } }),
  )
  expect(paid.tasksFinished).toBe(1)
  expect(paid.prices).toEqual([[200n], [], [], [], []])
  expect(tally.tasks).toEqual([0, 0, 0, 0, 1, 0, 0, 0])
  expect(tally.earnings.get(owner)).toEqual({ net: 92n, fee: 8n })
  expect(tally.money).toMatchObject({ paidToProviders: 92n, platformFees: 8n })
})

test('behavior: a task that is posted and paid in one tick is counted once', () => {
  const tally = createTally()
  const flow = count(
    tally,
    observation({ events: [created, assigned, released, verified], task: { status: TaskStatus.Verified } }),
  )
  expect(flow).toMatchObject({ tasksNew: 1, tasksFinished: 1 })
  expect(tally.tasks).toEqual([0, 0, 0, 0, 1, 0, 0, 0])
})

test('behavior: a reopened task is open again, and its later cancellation counts as one after an assignment', () => {
  const tally = createTally()
  count(tally, observation({ events: [created, assigned], task: { status: TaskStatus.InProgress } }))
  const attempt = event('TaskAttemptFailed', { taskId, nodeId, reason: 0, failedAttempts: 1n })
  count(tally, observation({ events: [attempt], task: { status: TaskStatus.Open, failedAttempts: 1 } }))
  expect(tally.tasks[TaskStatus.Open]).toBe(1)

  const cancelled = event('TaskCancelled', { taskId, refundAmount: 100n })
  const task = { status: TaskStatus.Cancelled, failedAttempts: 1 }
  count(tally, observation({ events: [refunded, cancelled], task }))
  expect(tally.ended).toEqual({ verified: 0, cancelled: 1, failed: 0, cancelledAfterAssignment: 1 })
  expect(tally.money.refunded).toBe(100n)
})

test('behavior: a task that the state has forgotten stays counted, and one that it keeps is not counted twice', () => {
  const tally = createTally()
  const task = { status: TaskStatus.Verified }
  count(tally, observation({ events: [created, assigned, released, verified], task }))
  count(tally, observation({ task }))
  expect(tally.tasks).toEqual([0, 0, 0, 0, 1, 0, 0, 0])
  count(tally, observation())
  expect(tally.tasks).toEqual([0, 0, 0, 0, 1, 0, 0, 0])
})

test.each([
  [TaskStatus.Cancelled, event('TaskCancelled', { taskId, refundAmount: 100n })],
  [TaskStatus.Failed, event('TaskFailed', { taskId, refundAmount: 100n })],
])('behavior: so does one of status %i', (status, ended) => {
  const tally = createTally()
  count(tally, observation({ events: [created, ended], task: { status } }))
  for (const later of [observation({ task: { status } }), observation()]) {
    count(tally, later)
    expect([tally.tasks[status], tally.tasks.reduce((sum, count) => sum + count)]).toEqual([1, 1])
  }
})

test('behavior: a cancelled task that no node accepted is none after an assignment', () => {
  const tally = createTally()
  const cancelled = event('TaskCancelled', { taskId, refundAmount: 100n })
  count(tally, observation({ events: [created, cancelled], task: { status: TaskStatus.Cancelled } }))
  expect(tally.ended).toMatchObject({ cancelled: 1, cancelledAfterAssignment: 0 })
})

test('behavior: an address is one account, however it is written', () => {
  const tally = createTally()
  const shouted = event('EscrowReleased', {
    taskId,
    provider: `0x${'A'.repeat(40)}`,
    providerPayout: 1n,
    platformFee: 0n,
  })
  count(tally, observation({ events: [released, shouted] }))
  expect([...tally.earnings]).toEqual([[owner, { net: 93n, fee: 8n }]])
  const shouting = event('TaskCreated', { taskId, buyer: `0x${'B'.repeat(40)}`, resourceType: 0, maxPrice: 200n })
  count(tally, observation({ time: 1, events: [shouting, created] }))
  count(tally, observation({ time: 2, events: [shouting] }))
  expect([...tally.buyers]).toEqual([[buyer, 2]])
})

test('behavior: unmatched demand adds up by reason, also one that is named like a property of objects', () => {
  const tally = createTally()
  const demand = { tasks: 2, unmatched: 1, reasons: { constructor: 1 }, aboveLimit: 1 }
  count(tally, observation({ demand }))
  count(tally, observation({ demand }))
  expect([...tally.demand.reasons]).toEqual([['constructor', 2]])
  expect(tally.demand.aboveLimit).toBe(2)
})

test('behavior: registration fees, stakes and slashes are told apart', () => {
  const tally = createTally()
  const registeredAt = 0n
  const events = [
    event('NodeSpecified', { nodeId, ownerNonce: 0n, registrationFee: 7n, reputation: 0n, registeredAt }),
    event('StakeDeposited', { nodeId, amount: 50n, totalStake: 50n }),
    event('NodeSlashed', { nodeId, slashedAmount: 5n, reason: 'timeout' }),
    event('StakeWithdrawn', { nodeId, amount: 40n, totalStake: 5n }),
  ]
  count(tally, observation({ events }))
  expect(tally.money).toMatchObject({ registrationFees: 7n, stakeDeposited: 50n, slashed: 5n, stakeWithdrawn: 40n })
})
