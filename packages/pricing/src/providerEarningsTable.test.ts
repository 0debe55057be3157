import { formatDecimal, InvalidArgumentError } from '@aiigo/core'
import { expect, test } from 'vitest'
import { providerEarningsTable } from './providerEarningsTable.ts'

const rounded = (wad: bigint) => Number(formatDecimal(wad, 18)).toFixed(2)

test('default: the five rows, gross, fee and net in USD a month', () => {
  const rows = providerEarningsTable().map((row) => [row.label, rounded(row.gross), rounded(row.fee), rounded(row.net)])
  expect(rows).toEqual([
    ['High-end GPU (RTX 4090)', '350.40', '28.03', '322.37'],
    ['Mid-range GPU (RTX 3080)', '175.20', '14.02', '161.18'],
    ['Server CPU (32 cores)', '76.65', '6.13', '70.52'],
    ['Network (1Gbps)', '304.17', '24.33', '279.83'],
    ['Mobile Device', '30.42', '2.43', '27.98'],
  ])
})

test('behavior: the gross rounds to what the design prints, to 25 USD where it prints 75 or more, else to 5', () => {
  for (const { label, gross, printedUsd } of providerEarningsTable()) {
    const step = printedUsd >= 75 ? 25 : 5
    expect(Math.round(Number(rounded(gross)) / step) * step, label).toBe(printedUsd)
  }
})

test('args: another platform fee changes the net and leaves the gross', () => {
  const free = providerEarningsTable(0)
  expect(free.map(({ gross }) => gross)).toEqual(providerEarningsTable().map(({ gross }) => gross))
  expect(free.every(({ gross, net, fee }) => gross === net && fee === 0n)).toBe(true)
})

test('error: a fee above the cap', () => {
  expect(() => providerEarningsTable(1_001)).toThrow(InvalidArgumentError)
})
