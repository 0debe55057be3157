import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvalidArgumentError } from './errors.ts'
import { formatDecimal, formatEth, formatUsdc, parseDecimal, parseEth, parseUsdc } from './units.ts'

describe('units', () => {
  test('default: text to integers and back', () => {
    expect([parseEth('0.5'), parseUsdc('1.25')]).toEqual([5n * 10n ** 17n, 1_250_000n])
    expect([formatEth(10n ** 17n), formatUsdc(1_250_000n)]).toEqual(['0.1', '1.25'])
  })

  test('args: signs, zeros, no decimals', () => {
    expect(['-0.02', '1.000000', '007'].map((text) => parseDecimal(text, 2))).toEqual([-2n, 100n, 700n])
    expect([formatDecimal(-2n, 2), formatDecimal(0n, 18), formatDecimal(7n, 0)]).toEqual(['-0.02', '0', '7'])
  })

  test('behavior: every integer comes back', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 200n), max: 2n ** 200n }),
        fc.integer({ min: 0, max: 30 }),
        (value, decimals) => {
          expect(parseDecimal(formatDecimal(value, decimals), decimals)).toBe(value)
        },
      ),
    )
  })

  test('error: digits beyond the unit are refused, not rounded', () => {
    expect(() => parseUsdc('0.0000001')).toThrow(InvalidArgumentError)
  })

  test('error: text that is no decimal number', () => {
    for (const text of ['', '.', '.5', '1.', '1e3', '0x10', ' 1', '1,000', '--1', '1\n', 'NaN', '9'.repeat(101)]) {
      expect(() => parseEth(text), text).toThrow(InvalidArgumentError)
    }
    expect(() => parseEth(1 as never)).toThrow(InvalidArgumentError)
    expect(() => parseDecimal('1', -1)).toThrow(InvalidArgumentError)
    expect(() => formatEth(1 as never)).toThrow(InvalidArgumentError)
  })
})
