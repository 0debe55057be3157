import { InvalidArgumentError, parseDecimal } from '@aiigo/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { earnings, unitEarnings } from './earnings.ts'

const usd = (text: string) => parseDecimal(text, 18)
const wads = fc.bigInt({ min: 0n, max: 10n ** 24n })
const ratios = fc.bigInt({ min: 0n, max: 10n ** 18n })
const feeRates = fc.integer({ min: 0, max: 1_000 })

describe('earnings', () => {
  test('default: a month of a 4090 at 0.80 USD and 60 %', () => {
    expect(earnings({ usdPerHour: '0.80', utilization: '0.6' })).toEqual({
      gross: usd('350.4'),
      fee: usd('28.032'),
      net: usd('322.368'),
    })
  })

  test('args: numbers, other hours, another fee', () => {
    expect(earnings({ usdPerHour: 0.8, utilization: 0.6 })).toEqual(
      earnings({ usdPerHour: '0.80', utilization: '0.6' }),
    )
    expect(earnings({ usdPerHour: '2', utilization: 1, hours: 24, feeBps: 0 })).toEqual({
      gross: usd('48'),
      fee: 0n,
      net: usd('48'),
    })
  })

  test('behavior: gross = fee + net, and more use never earns less', () => {
    fc.assert(
      fc.property(wads, ratios, ratios, feeRates, (usdPerHour, a, b, feeBps) => {
        const [less, more] = (a < b ? [a, b] : [b, a]).map((utilization) =>
          earnings({ usdPerHour, utilization, feeBps }),
        )
        expect(less!.fee + less!.net).toBe(less!.gross)
        expect(more!.net >= less!.net && more!.fee >= less!.fee).toBe(true)
      }),
    )
  })

  test('error: a utilization above 1, a negative price, no options', () => {
    expect(() => earnings({ usdPerHour: '1', utilization: '1.01' })).toThrow('`utilization`')
    expect(() => earnings({ usdPerHour: '1', utilization: 60 })).toThrow('`utilization`')
    expect(() => earnings({ usdPerHour: '-1', utilization: '0.5' })).toThrow('`usdPerHour`')
    expect(() => earnings({ usdPerHour: '1', utilization: '0.5', hours: -1 })).toThrow('`hours`')
    expect(() => earnings({ usdPerHour: '1', utilization: '0.5', feeBps: 1_001 })).toThrow('`feeBps`')
    expect(() => earnings(null as never)).toThrow(InvalidArgumentError)
  })
})

describe('unitEarnings', () => {
  test('default: 100 tasks a day at one cent, for 30 days', () => {
    const { gross, fee, net } = unitEarnings({ usdPerUnit: '0.01', unitsPerDay: 100, hours: 720 })
    expect([gross, fee, net]).toEqual([usd('30'), usd('2.4'), usd('27.6')])
  })

  test('behavior: an hour of work is a unit of which there are 24 × utilization a day', () => {
    expect(unitEarnings({ usdPerUnit: '0.8', unitsPerDay: '14.4' })).toEqual(
      earnings({ usdPerHour: '0.8', utilization: '0.6' }),
    )
  })

  test('error: a negative count, no price', () => {
    expect(() => unitEarnings({ usdPerUnit: '1', unitsPerDay: -1 })).toThrow('`unitsPerDay`')
    expect(() => unitEarnings({ unitsPerDay: 1 } as never)).toThrow('`usdPerUnit`')
  })
})
