import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeWeightedAverage } from './timeWeightedAverage.ts'

const samples = [
  { time: 100, price: 10n },
  { time: 130, price: 40n },
  { time: 140, price: 100n },
]

const histories = fc
  .array(fc.record({ gap: fc.nat(1_000), price: fc.bigInt({ min: 0n, max: 2n ** 100n }) }), {
    minLength: 1,
    maxLength: 20,
  })
  .map((steps) => {
    let time = 0
    return steps.map(({ gap, price }) => {
      time += gap
      return { time, price }
    })
  })

test('default: each price counts for as long as it held', () => {
  expect(timeWeightedAverage(samples)).toBe(17n) // (30 × 10 + 10 × 40) / 40, rounded down
})

test('args: a window of one’s own', () => {
  expect(timeWeightedAverage(samples, { to: 160 })).toBe(45n) // and 20 × 100, over 60
  expect(timeWeightedAverage(samples, { from: 120, to: 140 })).toBe(25n)
  expect(timeWeightedAverage(samples, { from: 1_000, to: 2_000 })).toBe(100n)
})

test('behavior: before the first sample there is no price', () => {
  expect(timeWeightedAverage(samples, { from: 0, to: 99 })).toBeUndefined()
  expect(timeWeightedAverage(samples, { from: 0, to: 110 })).toBe(10n)
  expect(timeWeightedAverage([])).toBeUndefined()
})

test('behavior: a window of no length gives the price that holds then, the later of two at once', () => {
  expect(timeWeightedAverage([{ time: 5, price: 3n }])).toBe(3n)
  expect(timeWeightedAverage(samples, { from: 130, to: 130 })).toBe(40n)
  expect(
    timeWeightedAverage([
      { time: 5, price: 3n },
      { time: 5, price: 4n },
    ]),
  ).toBe(4n)
})

test('behavior: within the lowest and the highest price, and a price repeated changes nothing', () => {
  fc.assert(
    fc.property(histories, fc.nat(1_000), (history, more) => {
      const to = history.at(-1)!.time + more
      const average = timeWeightedAverage(history, { to })!
      const sorted = history.map(({ price }) => price).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
      expect(average >= sorted[0]! && average <= sorted.at(-1)!).toBe(true)
      expect(
        timeWeightedAverage(
          history.flatMap((sample) => [sample, sample]),
          { to },
        ),
      ).toBe(average)
    }),
  )
})

test('error: times that go back, a window that ends before it begins', () => {
  expect(() => timeWeightedAverage(samples.toReversed())).toThrow('`samples[1].time`')
  expect(() => timeWeightedAverage(samples, { from: 10, to: 9 })).toThrow('`window.to`')
  expect(() => timeWeightedAverage([{ time: 0, price: 1 as never }])).toThrow('`samples[0].price`')
  expect(() => timeWeightedAverage(undefined as never)).toThrow('`samples`')
  expect(() => timeWeightedAverage(samples, null as never)).toThrow('`window`')
})
