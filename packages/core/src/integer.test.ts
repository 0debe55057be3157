import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clamp, divUp, maxOf, minOf } from './integer.ts'

const integers = fc.bigInt({ min: -(2n ** 128n), max: 2n ** 128n })

test('default: smaller, larger, within, rounded up', () => {
  expect([minOf(1n, 2n), maxOf(1n, 2n), clamp(5n, 0n, 3n), clamp(-5n, 0n, 3n), clamp(2n, 0n, 3n)]).toEqual([
    1n,
    2n,
    3n,
    0n,
    2n,
  ])
  expect([divUp(0n, 3n), divUp(1n, 3n), divUp(3n, 3n), divUp(4n, 3n)]).toEqual([0n, 1n, 1n, 2n])
})

test('behavior: minimum and maximum are the two numbers, in order', () => {
  fc.assert(
    fc.property(integers, integers, (a, b) => {
      expect(minOf(a, b) <= maxOf(a, b)).toBe(true)
      expect(minOf(a, b) + maxOf(a, b)).toBe(a + b)
    }),
  )
})
