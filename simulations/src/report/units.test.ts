import { expect, test } from 'vitest'
import { perMonthDown, roundTo, shareOf, tflopsOf, weiToUsdDown } from './units.ts'

const ETH = 10n ** 18n

test('default', () => {
  expect(weiToUsdDown(ETH / 2n, 2_500)).toBe(1_250)
  expect(perMonthDown(7n * ETH, 7 * 86_400)).toBe(30n * ETH)
  expect(tflopsOf(2n * ETH, 10)).toBe(20)
})

test('behavior: dollars round down to the cent, and do not lose a large amount', () => {
  expect(weiToUsdDown(ETH - 1n, 1)).toBe(0.99)
  expect(weiToUsdDown(1_000_000n * ETH, 2_500.01)).toBe(2_500_010_000)
})

test('behavior: a month of nothing is nothing', () => {
  expect(perMonthDown(ETH, 0)).toBe(0n)
})

test('behavior: a share of nothing is undefined', () => {
  expect(shareOf(1, 3)).toBe(0.333333)
  expect(shareOf(0, 0)).toBeUndefined()
  expect(roundTo(Number.NaN)).toBe(0)
})
