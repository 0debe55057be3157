import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cut } from './blocks.ts'

const keysOf = (size: number, ...keys: ((i: number) => number)[]) =>
  keys.map((key) => Float64Array.from({ length: size }, (_, i) => key(i)))

test('default', () => {
  const items = Uint32Array.from({ length: 256 }, (_, i) => i)
  const runs = cut(
    items,
    keysOf(256, (i) => (i * 77) % 256),
    { start: 0, end: 256 },
  )
  expect(runs.length).toBeLessThanOrEqual(8)
  // Those with small keys are together, and so are those with large ones.
  const first = [...items.subarray(0, runs[0]!.end)].map((i) => (i * 77) % 256)
  expect(Math.max(...first)).toBeLessThan(96)
})

test('args: nothing to cut', () => {
  expect(cut(new Uint32Array(0), [new Float64Array(0)], { start: 0, end: 0 })).toEqual([])
})

test('behavior: every item is in one block, and blocks are of no more than 64', () => {
  const key = fc.oneof(fc.constantFrom(0, 1), fc.double({ noNaN: true, noDefaultInfinity: true }))
  fc.assert(
    fc.property(fc.array(fc.tuple(key, key), { maxLength: 500, size: 'max' }), (pairs) => {
      const items = Uint32Array.from(pairs.keys())
      const keys = keysOf(
        pairs.length,
        (i) => pairs[i]![0],
        (i) => pairs[i]![1],
      )
      const runs = cut(items, keys, { start: 0, end: items.length })
      expect([...items].sort((a, b) => a - b)).toEqual([...pairs.keys()])
      let end = 0
      for (const run of runs) {
        expect(run.start).toBe(end)
        expect(run.end - run.start).toBeLessThanOrEqual(64)
        end = run.end
      }
      expect(end).toBe(items.length)
    }),
  )
})

test('behavior: many equal keys do not make many blocks', () => {
  const items = Uint32Array.from({ length: 10_000 }, (_, i) => i)
  expect(
    cut(
      items,
      keysOf(10_000, (i) => Number(i === 7)),
      { start: 0, end: 10_000 },
    ).length,
  ).toBeLessThan(512)
})
