import { InvalidArgumentError, splitPayment, taskCostUp } from '@aiigo/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quote } from './quote.ts'

const tenHours = { usdPerHour: '0.80', ethUsd: '4000', duration: 36_000 }
const wads = fc.bigInt({ min: 0n, max: 10n ** 24n })
const prices = fc.bigInt({ min: 10n ** 18n, max: 10n ** 23n })
const durations = fc.integer({ min: 60, max: 2_592_000 })

test('default: ten hours of a GPU at 0.80 USD', () => {
  expect(quote(tenHours)).toEqual({
    eth: {
      pricePerHour: 200_000_000_000_000n,
      cost: 2_000_000_000_000_000n,
      provider: 1_840_000_000_000_000n,
      platform: 160_000_000_000_000n,
    },
    usdc: { pricePerHour: 800_000n, cost: 8_000_000n, provider: 7_360_000n, platform: 640_000n },
  })
})

test('args: text, numbers and bigints of 1e-18 USD mean the same', () => {
  const expected = quote(tenHours)
  expect(quote({ usdPerHour: 0.8, ethUsd: 4_000, duration: 36_000n })).toEqual(expected)
  expect(quote({ ...tenHours, usdPerHour: 8n * 10n ** 17n, ethUsd: 4_000n * 10n ** 18n })).toEqual(expected)
})

test('args: the platform fee', () => {
  expect(quote({ ...tenHours, feeBps: 0 }).usdc).toMatchObject({ provider: 8_000_000n, platform: 0n })
})

test('behavior: the price rounds up to the next unit, so that it is never below what was asked', () => {
  expect(quote({ ...tenHours, usdPerHour: '0.0000001' }).usdc.pricePerHour).toBe(1n)
  fc.assert(
    fc.property(wads, prices, durations, (usdPerHour, ethUsd, duration) => {
      const { eth, usdc } = quote({ usdPerHour, ethUsd, duration })
      const excess = eth.pricePerHour * ethUsd - usdPerHour * 10n ** 18n
      expect(excess >= 0n && excess < ethUsd).toBe(true)
      const above = usdc.pricePerHour * 10n ** 12n - usdPerHour
      expect(above >= 0n && above < 10n ** 12n).toBe(true)
    }),
  )
})

test('behavior: cost and parts are those of the protocol', () => {
  fc.assert(
    fc.property(wads, prices, durations, fc.integer({ min: 0, max: 1_000 }), (usdPerHour, ethUsd, duration, feeBps) => {
      for (const { pricePerHour, cost, ...parts } of Object.values(quote({ usdPerHour, ethUsd, duration, feeBps }))) {
        expect(cost).toBe(taskCostUp(pricePerHour, duration))
        expect(parts).toEqual(splitPayment(cost, feeBps))
      }
    }),
  )
})

test('error: each option that is out of range is named', () => {
  const bad = {
    usdPerHour: ['-1', '1e3', '', Number.NaN, -0.5, null],
    ethUsd: ['0', 0, 0n, '-3000'],
    duration: [59, 2_592_001, 60.5],
    feeBps: [-1, 1_001],
  }
  for (const [name, values] of Object.entries(bad)) {
    for (const value of values) {
      const call = () => quote({ ...tenHours, [name]: value } as never)
      expect(call, `${name} ${value}`).toThrow(InvalidArgumentError)
      expect(call).toThrow(`\`${name}\``)
    }
  }
  expect(() => quote(undefined as never)).toThrow(InvalidArgumentError)
})
