import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRanges, type Range } from './ranges.ts'

test('default: hands out ranges and keeps the lowest solutions', () => {
  const ranges = createRanges(10n, 100n, 2)
  const first = ranges.next(20)!
  const second = ranges.next(20)!
  expect([first, second]).toEqual([
    { start: 10n, tries: 20 },
    { start: 30n, tries: 20 },
  ])
  ranges.complete(second, [31n, 32n])
  expect(ranges.isFound).toBe(false)
  ranges.complete(first, [12n])
  expect(ranges.isFound).toBe(true)
  expect(ranges.nonces).toEqual([12n, 31n])
  expect(ranges.frontier).toBe(32n)
})

test('behavior: nothing more is handed out once enough is known below it', () => {
  const ranges = createRanges(0n, 100n, 1)
  ranges.next(10)
  ranges.complete(ranges.next(10)!, [15n])
  expect(ranges.next(10)).toBeUndefined()
  expect(ranges.isFound).toBe(false)
})

test('behavior: every nonce is tried once, and the answer is that of one runner, whatever order results come in', () => {
  const solutions = fc.uniqueArray(fc.bigInt({ min: 0n, max: 499n }), { maxLength: 60 })
  const sizes = fc.infiniteStream(fc.integer({ min: 1, max: 40 }))
  fc.assert(
    fc.property(
      solutions,
      sizes,
      fc.infiniteStream(fc.nat()),
      fc.integer({ min: 1, max: 40 }),
      (found, sizes, picks, count) => {
        const sorted = [...found].sort((a, b) => (a < b ? -1 : 1))
        const ranges = createRanges(0n, 500n, count)
        const tried = new Set<bigint>()
        const open: Range[] = []
        const pull = () => {
          const range = ranges.next(sizes.next().value)
          if (!range) return
          for (let n = range.start; n < range.start + BigInt(range.tries); n++) {
            expect(tried.has(n)).toBe(false)
            tried.add(n)
          }
          open.push(range)
        }
        for (let i = 0; i < 4; i++) pull()
        while (open.length > 0 && !ranges.isFound) {
          const [range] = open.splice(picks.next().value % open.length, 1) as [Range]
          const end = range.start + BigInt(range.tries)
          ranges.complete(range, sorted.filter((n) => n >= range.start && n < end).slice(0, count))
          pull()
        }
        expect(ranges.nonces).toEqual(sorted.slice(0, count))
        expect(ranges.isFound).toBe(sorted.length >= count)
        if (!ranges.isFound) expect(tried.size).toBe(500)
        for (let n = 0n; n < ranges.frontier; n++) expect(tried.has(n)).toBe(true)
      },
    ),
  )
})
