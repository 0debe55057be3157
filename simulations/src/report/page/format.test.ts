import { expect, test } from 'vitest'
import {
  formatDuration,
  formatEther,
  formatHashRate,
  formatKpi,
  formatShare,
  formatTarget,
  formatTime,
  formatUsd,
} from './format.ts'

test('default', () => {
  expect(formatUsd(1_234_567.8)).toBe('1,234,568 USD')
  expect(formatEther('1500000000000000000')).toBe('1.500 ETH')
  expect(formatHashRate(1.5e12)).toBe('1.5 TH/s')
  expect(formatShare(0.9312)).toBe('93.1 %')
  expect(formatDuration(604_800)).toBe('7 days')
  expect(formatTime(1_767_571_200)).toBe('2026-01-05 00:00 UTC')
})

test.each([
  [0, '0.00 USD'],
  [0.0042, '0.0042 USD'],
  [0.5, '0.50 USD'],
  [99.994, '99.99 USD'],
  [100.4, '100 USD'],
])('behavior: %s dollars', (value, text) => expect(formatUsd(value)).toBe(text))

test.each([
  ['0', '0 ETH'],
  ['1', '<0.0001 ETH'],
  ['123400000000000', '0.0001 ETH'],
  ['20000000000000000', '0.0200 ETH'],
  ['123456000000000000000000', '123,456 ETH'],
])('behavior: %s wei', (wei, text) => expect(formatEther(wei)).toBe(text))

test.each([
  [0, '0 H/s'],
  [0.5, '0.5 H/s'],
  [999, '999 H/s'],
  [1e17, '100 PH/s'],
  [1e30, '1000000000 ZH/s'],
])('behavior: %s hashes a second', (value, text) => expect(formatHashRate(value)).toBe(text))

test.each([
  [60, '1 minute'],
  [5_400, '1.5 hours'],
  [3_600, '1 hour'],
  [86_400, '1 day'],
  [31_536_000, '365 days'],
])('behavior: %s seconds', (seconds, text) => expect(formatDuration(seconds)).toBe(text))

test('behavior: nothing measured is a dash', () => {
  expect(formatKpi(null, 'share')).toBe('–')
  expect(formatShare(undefined)).toBe('–')
})

test('behavior: targets read as in the design', () => {
  expect(formatTarget(10_000, 'providers')).toBe('10,000+')
  expect(formatTarget(0.8, 'share')).toBe('over 80 %')
  expect(formatTarget(1e17, 'H/s')).toBe('100 PH/s')
  expect(formatTarget(1_000_000, 'USD a month')).toBe('1,000,000 USD')
})

test.each([
  [1, '100.0 %'],
  [4_076 / 4_077, '>99.9 %'],
  [0.9995, '>99.9 %'],
  [0.9994, '99.9 %'],
  [1.0002, '100.0 %'],
  [0.0005, '0.1 %'],
  [0.0004, '<0.1 %'],
  [0, '0.0 %'],
])('behavior: the share %f is all or nothing only where it is so', (share, text) => {
  expect(formatShare(share)).toBe(text)
})
