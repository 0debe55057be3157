import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createQuantiles } from './quantiles.ts'

test('default', () => {
  const { order, countBelow, at } = createQuantiles(Float64Array.of(30, 10, 20), [30n, 10n, 20n])
  expect([...order]).toEqual([1, 2, 0])
  expect(countBelow(1, 3, 2)).toBe(1)
  expect([at(1, 3, 0), at(1, 3, 1)]).toEqual([0, 2])
})

// Beyond 2^53 some of them are one double.
const keys = fc.array(fc.oneof(fc.bigInt(0n, 9n), fc.bigInt(2n ** 60n, 2n ** 60n + 9n)), {
  minLength: 1,
  maxLength: 70,
})

test('behavior: the same as by sorting each stretch, whatever the number of keys', () => {
  fc.assert(
    fc.property(keys, fc.nat(70), fc.nat(70), fc.nat(70), (exact, a, b, end) => {
      const { order, countBelow, at } = createQuantiles(Float64Array.from(exact, Number), exact)
      const sorted = [...exact.keys()].sort((i, k) => Number(exact[i]! - exact[k]!))
      expect([...order]).toEqual(sorted)
      const [from, to] = [Math.min(a, b, exact.length), Math.min(Math.max(a, b), exact.length)]
      const stretch = sorted.slice(from, to).sort((i, k) => i - k)
      const limit = Math.min(end, exact.length)
      expect(countBelow(from, to, limit)).toBe(stretch.filter((i) => i < limit).length)
      expect(stretch.map((_, k) => at(from, to, k))).toEqual(stretch)
    }),
    { numRuns: 500 },
  )
})
