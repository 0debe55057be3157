import { expect, test } from 'vitest'
import { node, options, START, view } from '../testing.ts'
import { Books } from './books.ts'

const HOUR = 3_600
// An hour of work costs 3,600 wei, an idle one 360.
const open = () => new Books(options({ costPerHour: 3_600n, patience: 2 * HOUR, joinsAt: START }))
const later = view({ time: START + 2 * HOUR })

/** The least that it has to have earned in order to stay, after two hours of a machine like this. */
function spent(machine: { openTasks?: number; stakes?: bigint[]; isOnline?: boolean }): bigint {
  const { openTasks = 0, stakes = [10n, 10n], isOnline = true } = machine
  const isLoss = (totalEarnings: bigint) => {
    const books = open()
    for (const stakedAmount of stakes) books.note(node({ openTasks, stakedAmount }), isOnline)
    return books.isAtLoss(later, node({ totalEarnings }))
  }
  let earned = 0n
  while (isLoss(earned)) earned += 1n
  return earned
}

test('default', () => {
  const books = open()
  books.note(node({ openTasks: 1 }), true)
  expect(books.isAtLoss(view({ time: START + 2 * HOUR - 1 }), node())).toBe(false)
  expect(books.isAtLoss(later, node())).toBe(true)
  expect(books.isAtLoss(later, node())).toBe(false)
})

test('behavior: work costs, being idle a tenth of it, being off nothing', () => {
  expect(spent({ openTasks: 1 })).toBe(7_200n)
  expect(spent({ openTasks: 1, isOnline: false })).toBe(7_200n)
  expect(spent({})).toBe(720n)
  expect(spent({ isOnline: false })).toBe(0n)
})

test('behavior: what a slash takes is spent, what is added to the stake is not earned', () => {
  expect(spent({ stakes: [100n, 60n] })).toBe(760n)
  expect(spent({ stakes: [60n, 100n] })).toBe(720n)
})

test('behavior: a review begins anew with what came after the one before', () => {
  const books = open()
  books.note(node({ openTasks: 1, stakedAmount: 100n }), true)
  books.note(node({ openTasks: 1, stakedAmount: 60n }), true)
  expect(books.isAtLoss(later, node({ totalEarnings: 0n }))).toBe(true)
  books.note(node({ stakedAmount: 60n }), true)
  const next = view({ time: START + 4 * HOUR })
  expect(books.isAtLoss(next, node({ totalEarnings: 360n }))).toBe(false)
  expect(books.isAtLoss(view({ time: START + 6 * HOUR }), node({ totalEarnings: 359n }))).toBe(true)
})

test('behavior: a price moves once in its time, by the use since the last move', () => {
  const books = new Books(options({ pricePerHour: 10_000n, costPerHour: 1n, reprices: HOUR, joinsAt: START }))
  const priceAfter = (time: number, openTasks: number) => {
    books.note(node({ openTasks }), true)
    return books.price(view({ time, nodes: [node()], price: 10_000n }), node())
  }
  const risen = priceAfter(START + HOUR, 1)
  expect(risen).toBeGreaterThan(10_000n)
  expect(priceAfter(START + HOUR + 1, 1)).toBe(risen)
  const [busyOnly, idleOnly] = [1, 0].map((openTasks) => {
    const other = new Books(options({ pricePerHour: risen, costPerHour: 1n, reprices: HOUR, joinsAt: START + HOUR }))
    other.note(node({ openTasks: 1 }), true)
    other.note(node({ openTasks }), true)
    return other.price(view({ time: START + 2 * HOUR, nodes: [node()], price: 10_000n }), node())
  })
  expect(priceAfter(START + 2 * HOUR, 0)).toBe(idleOnly)
  expect(busyOnly).not.toBe(idleOnly)
})
