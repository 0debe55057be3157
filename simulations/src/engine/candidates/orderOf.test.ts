import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderOf } from './orderOf.ts'

const sortedPlaces = (amounts: readonly bigint[]) =>
  amounts
    .map((amount, place) => ({ amount, place }))
    .sort((a, b) => (a.amount < b.amount ? -1 : a.amount > b.amount ? 1 : a.place - b.place))
    .map(({ place }) => place)

test('default', () => {
  expect([...orderOf(Float64Array.of(3, 1, 2, 1), [3n, 1n, 2n, 1n])]).toEqual([1, 3, 2, 0])
  expect([...orderOf(Float64Array.of(0.5, 0.25, 0.5))]).toEqual([1, 0, 2])
  expect([...orderOf(new Float64Array(0), [])]).toEqual([])
})

// Equal ones, ones that are equal as doubles, ones that are equal in the upper half of the double, and below zero.
const amount = fc.oneof(
  fc.bigInt(-3n, 3n),
  fc.bigInt(2n ** 80n, 2n ** 80n + 3n),
  fc.bigInt(10n ** 14n, 10n ** 14n + 9n),
  fc.bigInt(-(10n ** 14n) - 9n, -(10n ** 14n)),
  fc.bigInt(-(2n ** 120n), 2n ** 120n),
)

test('behavior: as a sort of the amounts, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(amount, { maxLength: 200 }), (amounts) => {
      expect([...orderOf(Float64Array.from(amounts, Number), amounts)]).toEqual(sortedPlaces(amounts))
    }),
    { numRuns: 1_000 },
  )
})
