import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toPositiveWad, toRatio, toWad, WAD } from './decimal.ts'

test('default: text, a number and a bigint of 1e-18', () => {
  expect([toWad('x', '0.80'), toWad('x', 0.8), toWad('x', 8n * 10n ** 17n)]).toEqual(Array(3).fill((8n * WAD) / 10n))
})

test('behavior: a number is the decimal that it prints as', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (n) => {
      expect(toWad('x', n / 1_000)).toBe(BigInt(n) * 10n ** 15n)
    }),
  )
})

test('behavior: bounds are included', () => {
  expect([toRatio('x', 0), toRatio('x', 1), toWad('x', WAD * WAD)]).toEqual([0n, WAD, WAD * WAD])
})

test('error: what is no decimal, negative, too large or too fine', () => {
  for (const value of [
    '',
    'one',
    '-1',
    '1e3',
    '0.0000000000000000001',
    1e21,
    1e-7,
    Number.NaN,
    -1n,
    WAD * WAD + 1n,
    true,
    null,
    {},
  ]) {
    expect(() => toWad('x', value as never), String(value)).toThrow('`x`')
  }
  expect(() => toRatio('x', '1.1')).toThrow('`x`')
  expect(() => toPositiveWad('x', '0')).toThrow('above 0')
})
