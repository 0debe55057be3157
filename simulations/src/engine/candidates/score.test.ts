import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leastPromise, promiseOf, ratesOf, scoreOf } from './score.ts'

const amount = fc.double({ min: 1, max: 1e30, noNaN: true })
const share = fc.double({ min: 0, max: 1, noNaN: true })

test('default: what promises least for its score promises hardly more than that', () => {
  expect(promiseOf(0.4, 5, 1 / 20, ratesOf(10, 10))).toBeCloseTo(leastPromise(scoreOf(0.4, 5, 10, 20, 10)), 8)
})

test('behavior: no rounding makes a node promise less than its own score asks for', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 0.5, noNaN: true }),
      amount,
      share,
      amount,
      share,
      (standing, limit, p, free, r) => {
        const [asked, required] = [limit * p, free * r]
        const score = scoreOf(standing, asked, limit, free, required)
        expect(promiseOf(standing, asked, 1 / free, ratesOf(limit, required))).toBeGreaterThanOrEqual(
          leastPromise(score),
        )
      },
    ),
    { numRuns: 1_000 },
  )
})

test('behavior: where nothing is free and nothing required, it is not below anything', () => {
  expect(promiseOf(0.1, 1, 1 / 0, ratesOf(10, 0)) < leastPromise(1)).toBe(false)
})
