import { expect, test } from 'vitest'
import type { Cell } from './column.ts'
import { eventColumns, type TickedEvent } from './eventColumns.ts'
import { event, nodeId, owner, taskId } from './testing/fixtures.ts'

const read = (ticked: TickedEvent): Record<string, Cell> =>
  Object.fromEntries(eventColumns.map((column) => [column.name, column.read(ticked)]))

test('default', () => {
  const released = event('EscrowReleased', { taskId, provider: owner, providerPayout: 92n, platformFee: 8n }, 60)
  expect(read({ tick: 3, event: released })).toEqual({
    tick: 3,
    time: 60,
    block: 1,
    log_index: 0,
    name: 'EscrowReleased',
    node: undefined,
    task: taskId,
    account: owner,
    amount: 92n,
    rest: '{"platformFee":"8"}',
  })
})

test('behavior: every argument is in exactly one column', () => {
  const updated = event('NodeSlashed', { nodeId, slashedAmount: 5n, reason: 'timeout' })
  const { node, amount, rest } = read({ tick: 0, event: updated })
  expect({ node, amount, rest }).toEqual({ node: nodeId, amount: 5n, rest: '{"reason":"timeout"}' })
})

test('behavior: an amount that no column can hold stays exact in the rest', () => {
  const huge = 2n ** 256n - 1n
  const { amount, rest } = read({ tick: 0, event: event('StakeDeposited', { nodeId, amount: huge, totalStake: 1n }) })
  expect(amount).toBeUndefined()
  expect(JSON.parse(rest as string)).toEqual({ amount: `${huge}`, totalStake: '1' })
})
