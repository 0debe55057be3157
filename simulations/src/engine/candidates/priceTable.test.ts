import { medianPrice } from '@aiigo/pricing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPriceTable, type PriceRange, type PriceTable } from './priceTable.ts'

type Entry = { pricePerHour: bigint; exact: bigint }

function tableOf(entries: readonly Entry[]): PriceTable {
  const sellers = entries.toSorted((a, b) =>
    a.pricePerHour < b.pricePerHour ? -1 : a.pricePerHour > b.pricePerHour ? 1 : 0,
  )
  const [exactPrice, exactAmount] = [sellers.map(({ pricePerHour }) => pricePerHour), sellers.map(({ exact }) => exact)]
  const [price, amount] = [Float64Array.from(exactPrice, Number), Float64Array.from(exactAmount, Number)]
  return createPriceTable({ price, exactPrice, amount, exactAmount })
}

const entries = [10n, 20n, 30n, 40n].map((pricePerHour, i) => ({ pricePerHour, exact: BigInt(4 - i) }))

test('default', () => {
  const table = tableOf(entries)
  expect(table.median({ from: 0n })).toBe(25n)
  expect(table.median({ from: 2n })).toBe(20n)
  expect(table.median({ from: 2n, below: 4n })).toBe(25n)
  expect(table.median({ from: 0n, limit: 19n })).toBe(10n)
  expect(table.median({ from: 5n })).toBeUndefined()
  expect(tableOf([]).median({ from: 0n })).toBeUndefined()
})

// Amounts close to each other beyond 2^53 are one double: only the bigints tell them apart.
const amount = fc.oneof(fc.bigInt(0n, 40n), fc.bigInt(2n ** 80n, 2n ** 80n + 40n))
const price = fc.oneof(fc.bigInt(1n, 60n), fc.bigInt(2n ** 80n, 2n ** 80n + 40n))
const entry = fc.record({ pricePerHour: price, exact: amount })
const range = fc.record(
  { limit: fc.oneof(fc.bigInt(0n, 70n), price), from: amount, below: amount },
  { requiredKeys: ['from'] },
) as fc.Arbitrary<PriceRange>

test('behavior: the same as the median of the list that is left', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 300 }), fc.array(range, { maxLength: 10 }), (entries, ranges) => {
      const table = tableOf(entries)
      for (const { limit = 2n ** 200n, from, below = 2n ** 200n } of ranges) {
        const within = entries.filter((one) => one.pricePerHour <= limit && one.exact >= from && one.exact < below)
        expect(table.median({ limit, from, below })).toBe(medianPrice(within.map(({ pricePerHour }) => pricePerHour)))
      }
    }),
  )
})
