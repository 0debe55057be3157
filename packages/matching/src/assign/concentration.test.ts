import { expect, test } from 'vitest'
import { concentrationOf } from './concentration.ts'

test('default', () => {
  const { gini, hhi } = concentrationOf([1, 3], 4)
  // Half of the mean absolute difference over the mean: (2 × (1 + 1 + 3 + 3 + 2)) ÷ (2 × 4 × 4).
  expect(gini).toBeCloseTo(0.625, 12)
  expect(hhi).toBeCloseTo(1 / 16 + 9 / 16, 12)
})

test('args: no tasks', () => {
  expect(concentrationOf([], 7)).toEqual({ gini: 0, hhi: 0 })
})

test('behavior: all alike, and one with all', () => {
  const alike = concentrationOf([2, 2, 2, 2, 2], 5)
  expect(alike.gini).toBeCloseTo(0, 12)
  expect(alike.hhi).toBeCloseTo(1 / 5, 12)
  const one = concentrationOf([9], 100)
  expect(one.gini).toBeCloseTo(0.99, 12)
  expect(one.hhi).toBe(1)
})
