import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutSpans, spansOf, thinLine, thinTotal, withoutGaps } from './thin.ts'

test('default', () => {
  const spans = spansOf({ ticks: 8_760, tick: 3_600 })
  expect(spans.length).toBe(365)
  expect(spans[0]).toEqual([0, 24])
  const line = thinLine(
    [0, 1, 2, 3],
    [1, 3, null, 5],
    [
      [0, 2],
      [2, 4],
    ],
  )
  expect(line).toEqual({
    points: [
      [0, 2],
      [2, 5],
    ],
    band: [
      [0, 1, 3],
      [2, 5, 5],
    ],
  })
})

test('behavior: a short run keeps every tick', () => {
  const spans = spansOf({ ticks: 168, tick: 3_600 })
  expect(spans.length).toBe(168)
  expect(
    thinLine(
      [10, 11],
      [1, null],
      [
        [0, 1],
        [1, 2],
      ],
    ),
  ).toEqual({
    points: [
      [10, 1],
      [11, null],
    ],
  })
})

test('behavior: spans cover every tick once, and are never more than asked for', () => {
  const ticks = fc.integer({ min: 1, max: 50_000 })
  fc.assert(
    fc.property(ticks, fc.constantFrom(60, 3_600, 86_400, 604_800), (ticks, tick) => {
      const spans = spansOf({ ticks, tick })
      expect(spans.length).toBeLessThanOrEqual(500)
      expect(spans[0]![0]).toBe(0)
      expect(spans.at(-1)![1]).toBe(ticks)
      expect(spans.every(([from, to], i) => from < to && (i === 0 || spans[i - 1]![1] === from))).toBe(true)
    }),
  )
})

test('behavior: the band keeps the highest and the lowest of a long run', () => {
  const values = Array.from({ length: 10_000 }, (_, i) => (i === 4_321 ? 900 : i === 77 ? -5 : 10))
  const { band = [] } = thinLine(values, values, spansOf({ ticks: values.length, tick: 60 }))
  expect(Math.max(...band.map(([, , high]) => high))).toBe(900)
  expect(Math.min(...band.map(([, low]) => low))).toBe(-5)
})

test('behavior: a total shows what it had reached at the end of each span', () => {
  expect(
    thinTotal(
      [0, 1, 2, 3],
      [1, 2, 3, 4],
      [
        [0, 2],
        [2, 4],
      ],
    ),
  ).toEqual({
    points: [
      [1, 2],
      [3, 4],
    ],
  })
})

test('behavior: a line can go on over its gaps', () => {
  expect(
    withoutGaps({
      points: [
        [0, 1],
        [1, null],
        [2, 3],
      ],
    }),
  ).toEqual({
    points: [
      [0, 1],
      [2, 3],
    ],
  })
})

test('behavior: rows are cut into spans of nearly one size', () => {
  expect(cutSpans(10, 4)).toEqual([
    [0, 2],
    [2, 5],
    [5, 7],
    [7, 10],
  ])
  expect(cutSpans(2, 4)).toEqual([
    [0, 1],
    [1, 2],
  ])
  expect(cutSpans(0, 4)).toEqual([])
})
