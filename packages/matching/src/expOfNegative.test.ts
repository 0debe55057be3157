import { expect, test } from 'vitest'
import { expOfNegative } from './expOfNegative.ts'

test('default', () => {
  expect([0, Math.LN2, 2 * Math.LN2].map(expOfNegative)).toEqual([1, 0.5, 0.25])
})

test('behavior: close to the true value, and never rising', () => {
  let last = 1
  for (let x = 0.001; x < 750; x *= 1.01) {
    const found = expOfNegative(x)
    if (x < 700) expect(Math.abs(found / Math.exp(-x) - 1)).toBeLessThan(1e-12)
    expect(found).toBeLessThanOrEqual(last)
    last = found
  }
  expect(last).toBe(0)
})

test('behavior: the same bits on every machine', () => {
  const bits = (value: number) => new BigUint64Array(new Float64Array([value]).buffer)[0]!.toString(16)
  expect([0.1, 1, 50].map((x) => bits(expOfNegative(x)))).toMatchInlineSnapshot(`
    [
      "3fecf46d99d52b3b",
      "3fd78b56362cef39",
      "3b6d257d547e0839",
    ]
  `)
})
