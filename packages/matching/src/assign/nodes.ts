import type { Columns } from '../columns.ts'
import { cut, type Run } from './blocks.ts'
import type { Goal } from './objective.ts'

/**
 * The nodes that a batch is matched with, copied out of an index: those that are worth alike side by side, in blocks.
 *
 * What a pair is worth, `base` − `priceSlope` ÷ budget − `powerSlope` × required power, is the score of `rank` multiplied
 * out, the same up to rounding: what depends on the node alone is computed once.
 */
export type Nodes = Columned & { columns: Columns; runs: Run[]; best: Best }
type Columned = ReturnType<typeof columned>
type Best = ReturnType<typeof bestOf>

/** What the requests ask for on average: it decides which nodes count as alike, and nothing else. */
export type Typical = { inverseBudget: number; required: number }

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array

/** @param kind the resource type */
export function createNodes(columns: Columns, kind: number, goal: Goal, typical: Typical): Nodes {
  const slots = slotsOf(columns, kind)
  const worth = worthOf(columns, slots, goal)
  const order = slots.map((_, i) => i)
  const keys = [
    worth.base,
    worth.priceSlope.map((slope) => slope * typical.inverseBudget),
    worth.powerSlope.map((slope) => slope * typical.required),
    worth.share,
  ]
  const runs = cut(order, keys, { start: 0, end: order.length })
  const nodes = columned(columns, pick(slots, order), worth, order)
  return { ...nodes, columns, runs, best: bestOf(runs, nodes) }
}

/**
 * The price of a node counts no more, until it is recalled. Only where nothing but prices counts.
 *
 * The bound of its block stays where it is when the price is recalled: too good a bound misses nothing.
 */
export function forgetPrice({ priceSlope, best, runs }: Nodes, node: number): void {
  priceSlope[node] = 0
  best.priceSlope[runs.findIndex(({ end }) => node < end)] = 0
}

export function recallPrice({ priceSlope, price }: Nodes, node: number): void {
  priceSlope[node] = price[node]!
}

/** @param order where each node is in the columns of worth */
function columned({ numbers }: Columns, slot: Uint32Array, worth: Worth, order: Uint32Array) {
  return {
    /** Where the node is in the columns of the index. */
    slot,
    base: pick(worth.base, order),
    priceSlope: pick(worth.priceSlope, order),
    powerSlope: pick(worth.powerSlope, order),
    /** What part counts of a next task, see `shares`. */
    share: pick(worth.share, order),
    price: pick(numbers.price, slot),
    free: pick(numbers.free, slot),
    trustLevel: pick(numbers.trustLevel, slot),
    offeredUptime: pick(numbers.offeredUptime, slot),
    region: pick(numbers.region, slot),
    openTasks: pick(numbers.openTasks, slot),
  }
}

function slotsOf({ numbers, size }: Columns, kind: number): Uint32Array {
  const slots = new Uint32Array(size)
  let count = 0
  for (let slot = 0; slot < size; slot++) if (numbers.kind[slot] === kind) slots[count++] = slot
  return slots.subarray(0, count)
}

type Worth = ReturnType<typeof worthOf>

function worthOf({ numbers }: Columns, slots: Uint32Array, { choice, tierBonus, shares }: Goal) {
  const base = new Float64Array(slots.length)
  const priceSlope = new Float64Array(slots.length)
  const powerSlope = new Float64Array(slots.length)
  const share = new Float64Array(slots.length)
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i]!
    const free = numbers.free[slot]!
    // As `powerTerm` has it: nothing to spare where nothing is free.
    const power = free > 0 ? choice.power : 0
    base[i] = tierBonus[numbers.tier[slot]!]! + (numbers.standing[slot]! + choice.price + power) / choice.total
    priceSlope[i] = (choice.price / choice.total) * numbers.price[slot]!
    powerSlope[i] = free > 0 ? choice.power / choice.total / free : 0
    share[i] = shares[numbers.openTasks[slot]! + 1]!
  }
  return { base, priceSlope, powerSlope, share }
}

/** For each block the best that any of its nodes has: none is worth more than a node with all of that. */
function bestOf(runs: readonly Run[], nodes: Columned) {
  return {
    base: extremes(Math.max, nodes.base, runs),
    priceSlope: extremes(Math.min, nodes.priceSlope, runs),
    powerSlope: extremes(Math.min, nodes.powerSlope, runs),
    share: extremes(Math.max, nodes.share, runs),
    price: extremes(Math.min, nodes.price, runs),
    free: extremes(Math.max, nodes.free, runs),
    trustLevel: extremes(Math.max, nodes.trustLevel, runs),
    offeredUptime: extremes(Math.max, nodes.offeredUptime, runs),
  }
}

function extremes(better: (a: number, b: number) => number, column: Column, runs: readonly Run[]): Float64Array {
  return Float64Array.from(runs, ({ start, end }) => {
    let best = column[start]!
    for (let i = start + 1; i < end; i++) best = better(best, column[i]!)
    return best
  })
}

function pick<C extends Column>(column: C, items: Uint32Array): C {
  const picked = column.slice(0, items.length) as C
  for (let i = 0; i < items.length; i++) picked[i] = column[items[i]!]!
  return picked
}
