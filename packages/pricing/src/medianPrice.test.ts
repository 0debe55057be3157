import fc from 'fast-check'
import { expect, test } from 'vitest'
import { medianPrice } from './medianPrice.ts'

const prices = fc.array(fc.bigInt({ min: 0n, max: 2n ** 128n }), { minLength: 1, maxLength: 30 })

test('default: the price in the middle', () => {
  expect(medianPrice([30n, 10n, 1_000n])).toBe(30n)
})

test('behavior: of an even number the mean of two, rounded down; of none undefined', () => {
  expect(medianPrice([30n, 10n, 21n, 1_000n])).toBe(25n)
  expect(medianPrice([])).toBeUndefined()
})

test('behavior: half of the prices are on either side, in whatever order they come, and none is moved', () => {
  fc.assert(
    fc.property(prices, (list) => {
      const before = [...list]
      const median = medianPrice(list)!
      expect(list.filter((price) => price < median).length * 2).toBeLessThanOrEqual(list.length)
      expect(list.filter((price) => price > median).length * 2).toBeLessThanOrEqual(list.length)
      expect(medianPrice(list.toReversed())).toBe(median)
      expect(list).toEqual(before)
    }),
  )
})

test('error: no list, a price that is no bigint', () => {
  expect(() => medianPrice(undefined as never)).toThrow('`prices`')
  expect(() => medianPrice([1n, 2 as never])).toThrow('`prices[1]`')
  expect(() => medianPrice([-1n])).toThrow('`prices[0]`')
})
