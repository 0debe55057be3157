import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { gammaP, lnGamma } from './gamma.ts'

test('default: the chance that a Gamma variable is at most x', () => {
  expect(gammaP(1, 1)).toBeCloseTo(1 - Math.exp(-1), 14)
  // Half of chi-squared: its published 95 % points, P(k / 2, x / 2).
  const points: [number, number, number][] = [
    [1, 3.841458820694124, 0.95],
    [2, 5.991464547107979, 0.95],
    [10, 18.307038053275146, 0.95],
    [100, 124.34211340400407, 0.95],
    [10, 3.2469727802368404, 0.025],
    [100, 74.22192747492373, 0.025],
  ]
  for (const [k, x, chance] of points) expect(gammaP(k / 2, x / 2)).toBeCloseTo(chance, 11)
})

test('default: the logarithm of the factorial', () => {
  let factorial = 1
  for (let n = 1; n <= 20; n++) {
    expect(lnGamma(n)).toBeCloseTo(Math.log(factorial), 12)
    factorial *= n
  }
  expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13)
})

test('behavior: for whole shapes it is one minus the Poisson sum', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0.01, max: 600, noNaN: true }), (k, x) => {
      let sum = 0
      for (let n = 0; n < k; n++) sum += Math.exp(n * Math.log(x) - x - lnGamma(n + 1))
      expect(gammaP(k, x)).toBeCloseTo(1 - sum, 10)
    }),
  )
})

test('behavior: rises from 0 to 1', () => {
  expect(gammaP(64, 0)).toBe(0)
  expect(gammaP(64, -1)).toBe(0)
  expect(gammaP(64, Number.POSITIVE_INFINITY)).toBe(1)
  expect(gammaP(1e6, 1e6)).toBeCloseTo(0.5, 3)
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 1e4, noNaN: true }),
      fc.double({ min: 0, max: 2e4, noNaN: true }),
      fc.double({ min: 0, max: 100, noNaN: true }),
      (a, x, more) => {
        expect(gammaP(a, x + more)).toBeGreaterThanOrEqual(gammaP(a, x) - 1e-12)
        expect(gammaP(a, x)).toBeLessThanOrEqual(1)
      },
    ),
  )
})
