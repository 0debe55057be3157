import { expect, test } from 'vitest'
import { spreadOf } from './quantiles.ts'

test('default', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => BigInt(100 - i))
  expect(spreadOf(hundred)).toEqual({ p5: 5n, q1: 25n, median: 50n, q3: 75n, p95: 95n, mean: 50n, total: 5050n })
})

test('behavior: one value is its own spread', () => {
  expect(spreadOf([7n])).toEqual({ p5: 7n, q1: 7n, median: 7n, q3: 7n, p95: 7n, mean: 7n, total: 7n })
})

test('behavior: zeros of nothing', () => {
  expect(spreadOf([])).toEqual({ p5: 0n, q1: 0n, median: 0n, q3: 0n, p95: 0n, mean: 0n, total: 0n })
})
