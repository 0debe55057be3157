import { expect, test } from 'vitest'
import { parseDate, parseNumber, parseSpan, parseWhole } from './quantities.ts'

const expected = expect.objectContaining({ expected: expect.any(String) })

test('default', () => {
  expect(['300s', '10m', '10min', '1.5h', '7d', '2w', 90].map(parseSpan)).toEqual([
    300, 600, 600, 5_400, 604_800, 1_209_600, 90,
  ])
})

test('args: dates are UTC, with or without a time of day', () => {
  const midnight = Date.UTC(2026, 0, 5) / 1000
  expect(['2026-01-05', '2026-01-05T08:00Z', '2026-01-05 08:00:30'].map(parseDate)).toEqual([
    midnight,
    midnight + 8 * 3_600,
    midnight + 8 * 3_600 + 30,
  ])
})

test.each([
  '2026-02-30',
  '2026-13-01',
  '2025-02-29',
  '2026-01-05T25:00',
  '2026-01-05T10:61',
  '1999-01-01',
  '2100-01-01',
])('error: %s is not a date of a run', (text) => {
  expect(parseDate(text)).toEqual(expected)
})

test('args: a leap day exists', () => {
  expect(parseDate('2028-02-29')).toBe(Date.UTC(2028, 1, 29) / 1000)
})

test.each(['7', '7 days', '-1h', '1e3s', '', null, -1, Number.NaN, {}])('error: %s is not a time span', (value) => {
  expect(parseSpan(value)).toEqual(expected)
})

test('error: numbers out of their range, and what is no number', () => {
  expect([1, 1.5, '1', -1, 11].map(parseWhole(0, 10))).toEqual([1, expected, expected, expected, expected])
  expect([0.5, Number.NaN, Infinity].map(parseNumber(0, 1))).toEqual([0.5, expected, expected])
})
