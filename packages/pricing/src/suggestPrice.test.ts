import fc from 'fast-check'
import { expect, test } from 'vitest'
import { medianPrice } from './medianPrice.ts'
import { suggestPrice } from './suggestPrice.ts'

const asks = [900n, 1_000n, 1_200n]
const ratios = fc.bigInt({ min: 0n, max: 10n ** 18n })
const lists = fc.array(fc.bigInt({ min: 0n, max: 2n ** 100n }), { minLength: 1, maxLength: 20 })

test('default: the median at 60 %, 30 % less when idle, 20 % more at full use', () => {
  expect(['0', '0.6', '0.8', '1'].map((utilization) => suggestPrice({ asks, utilization }))).toEqual([
    700n,
    1_000n,
    1_100n,
    1_200n,
  ])
})

test('args: another target, a cost that the price does not go below', () => {
  expect(suggestPrice({ asks, utilization: 0.5, targetUtilization: 0.5 })).toBe(1_000n)
  expect(suggestPrice({ asks, utilization: 0, costPerHour: 950n })).toBe(950n)
})

test('behavior: rises with use, stays between half and one and a half of the median, covers the cost', () => {
  fc.assert(
    fc.property(
      lists,
      ratios,
      ratios,
      ratios,
      fc.bigInt({ min: 0n, max: 2n ** 99n }),
      (list, a, b, targetUtilization, costPerHour) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        const at = (utilization: bigint) => suggestPrice({ asks: list, utilization, targetUtilization })!
        const median = medianPrice(list)!
        expect(at(low) <= at(high)).toBe(true)
        expect(at(low) >= median / 2n && at(high) <= (median * 3n) / 2n).toBe(true)
        expect(suggestPrice({ asks: list, utilization: low, costPerHour })! >= costPerHour).toBe(true)
      },
    ),
  )
})

test('behavior: with nothing to compare there is no suggestion', () => {
  expect(suggestPrice({ asks: [], utilization: '0.5', costPerHour: 10n })).toBeUndefined()
})

test('error: options out of range', () => {
  expect(() => suggestPrice({ asks, utilization: 1.5 })).toThrow('`utilization`')
  expect(() => suggestPrice({ asks, utilization: '0.5', targetUtilization: '-1' })).toThrow('`targetUtilization`')
  expect(() => suggestPrice({ asks, utilization: '0.5', costPerHour: -1n })).toThrow('`costPerHour`')
  expect(() => suggestPrice({ asks: [1 as never], utilization: '0.5' })).toThrow('`prices[0]`')
  expect(() => suggestPrice(null as never)).toThrow('`options`')
})
