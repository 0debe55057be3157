import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fullest, type Item } from './knapsack.ts'

const items = (...pairs: [gain: number, power: number][]): Item[] =>
  pairs.map(([gain, power], request) => ({ request, gain, power }))

test('default', () => {
  const choices = items([6, 5], [5, 5], [10, 11])
  expect(fullest(choices, 10, Float64Array.of(1, 1, 1), 0)).toEqual([0, 1])
  expect(fullest(choices, 11, Float64Array.of(1), 0)).toEqual([2])
})

test('args: nothing that is enough', () => {
  expect(fullest(items([3, 1]), 1, Float64Array.of(1), 3)).toBeUndefined()
  expect(fullest([], 1, Float64Array.of(1), 0)).toBeUndefined()
})

test('args: no place, or one that counts nothing', () => {
  expect(fullest(items([3, 1]), 1, new Float64Array(0), 0)).toBeUndefined()
  expect(fullest(items([3, 1], [2, 1]), 2, Float64Array.of(1, 0), 0)).toEqual([0])
})

test('behavior: as good as the best of all choices', () => {
  const item = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 12 }))
  fc.assert(
    fc.property(
      fc.array(item, { maxLength: 9 }),
      fc.integer({ min: 0, max: 30 }),
      fc.nat(4),
      (pairs, power, places) => {
        const choices = items(...pairs).sort((a, b) => b.gain * a.power - a.gain * b.power)
        const gainOf = (chosen: readonly Item[]) => chosen.reduce((sum, { gain }) => sum + gain, 0)
        let best = 0
        for (let mask = 0; mask < 1 << choices.length; mask++) {
          const chosen = choices.filter((_, i) => mask & (1 << i))
          const fits = chosen.length <= places && chosen.reduce((sum, { power }) => sum + power, 0) <= power
          if (fits) best = Math.max(best, gainOf(chosen))
        }
        const found = fullest(choices, power, new Float64Array(places).fill(1), 0) ?? []
        expect(gainOf(choices.filter(({ request }) => found.includes(request)))).toBe(best)
      },
    ),
    { numRuns: 500 },
  )
})
