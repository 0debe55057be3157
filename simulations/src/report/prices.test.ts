import fc from 'fast-check'
import { expect, test } from 'vitest'
import { benchmarkPrice, meanDown, medianDown } from './prices.ts'
import { fakeRun } from './testing/fakeRun.ts'

test('default', () => {
  expect(meanDown([1n, 2n, 4n])).toBe(2n)
  expect(medianDown([4n, 1n, 2n])).toBe(2n)
  expect(medianDown([4n, 1n, 2n, 3n])).toBe(2n)
})

test('behavior: of nothing there is neither a mean nor a median', () => {
  expect(meanDown([])).toBeUndefined()
  expect(medianDown([])).toBeUndefined()
})

test('behavior: both lie between the least and the largest', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 0n, max: 10n ** 30n }), { minLength: 1 }), (values) => {
      for (const middle of [meanDown(values)!, medianDown(values)!]) {
        expect(values.some((value) => value <= middle) && values.some((value) => value >= middle)).toBe(true)
      }
    }),
  )
})

test('behavior: the benchmark is what Tier 1 asks, and is undefined where it has no machine of the type', () => {
  const { setting } = fakeRun({ providers: 13 })
  const own = setting.providers.filter(({ tier }) => tier === 1)
  expect(own.length).toBe(2)
  expect(benchmarkPrice(setting, 0)).toBe((own[0]!.pricePerHour + own[1]!.pricePerHour) / 2n)
  expect(benchmarkPrice(setting, 4)).toBeUndefined()
})
