import { expect, test } from 'vitest'
import { createChance } from './chance.ts'

const take = (chance: { next(): number }, count: number) => Array.from({ length: count }, () => chance.next())

test('default', () => {
  const numbers = take(createChance(1), 10_000)
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...numbers)).toBeLessThan(1)
  expect(numbers.reduce((sum, x) => sum + x, 0) / numbers.length).toBeCloseTo(0.5, 1)
})

test('behavior: the same seed draws the same, another one does not', () => {
  expect(take(createChance(7), 5)).toEqual(take(createChance(7), 5))
  expect(take(createChance(7), 5)).not.toEqual(take(createChance(8), 5))
})

test('behavior: the very numbers are fixed, so that old runs can be repeated', () => {
  expect(take(createChance(1).split('a'), 3)).toMatchInlineSnapshot(`
    [
      0.5012663612054292,
      0.4922527064481659,
      0.6931125047201336,
    ]
  `)
})

test('behavior: a split stream does not depend on what was drawn before', () => {
  const used = createChance(1)
  take(used, 100)
  expect(take(used.split('a'), 5)).toEqual(take(createChance(1).split('a'), 5))
  expect(take(used.split('a'), 5)).not.toEqual(take(used.split('b'), 5))
})

test('behavior: a name within a name is not the same as the joined name of a sibling', () => {
  expect(take(createChance(1).split('a').split('b'), 2)).not.toEqual(take(createChance(1).split('b').split('a'), 2))
})
