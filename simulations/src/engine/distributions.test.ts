import { expect, test } from 'vitest'
import { createChance } from './chance.ts'
import { bernoulli, draw, exponential, gamma, logNormal, normal, pick, poisson, uniform } from './distributions.ts'

const COUNT = 20_000
const sample = (one: () => number) => Array.from({ length: COUNT }, one)
const mean = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length
const deviation = (values: number[]) => {
  const middle = mean(values)
  return Math.sqrt(mean(values.map((x) => (x - middle) ** 2)))
}
const chance = () => createChance(42)

// 20,000 draws know a mean to about 0.7 % of the deviation; the seeds are fixed, so that these never fail by luck.

test('default', () => {
  const source = chance()
  const values = sample(() => uniform(source, 2, 4))
  expect(mean(values)).toBeCloseTo(3, 1)
  expect(Math.min(...values)).toBeGreaterThanOrEqual(2)
  expect(Math.max(...values)).toBeLessThan(4)
})

test('behavior: bernoulli', () => {
  const source = chance()
  expect(mean(sample(() => (bernoulli(source, 0.3) ? 1 : 0)))).toBeCloseTo(0.3, 1)
  expect(bernoulli(source, 0)).toBe(false)
  expect(bernoulli(source, 1)).toBe(true)
})

test('behavior: exponential', () => {
  const source = chance()
  const values = sample(() => exponential(source, 5))
  expect(Math.abs(mean(values) - 5)).toBeLessThan(0.15)
  expect(Math.abs(deviation(values) - 5)).toBeLessThan(0.3)
})

test('behavior: normal and logNormal', () => {
  const source = chance()
  const values = sample(() => normal(source))
  expect(Math.abs(mean(values))).toBeLessThan(0.03)
  expect(Math.abs(deviation(values) - 1)).toBeLessThan(0.03)
  const logs = sample(() => Math.log(logNormal(source, 10, 0.5)))
  expect(Math.abs(mean(logs) - Math.log(10))).toBeLessThan(0.02)
  expect(Math.abs(deviation(logs) - 0.5)).toBeLessThan(0.02)
})

test.each([1, 4, 64])('behavior: gamma of shape %i', (shape) => {
  const source = chance()
  const values = sample(() => gamma(source, shape, 2))
  expect(Math.abs(mean(values) / (2 * shape) - 1)).toBeLessThan(0.03)
  expect(Math.abs(deviation(values) / (2 * Math.sqrt(shape)) - 1)).toBeLessThan(0.05)
})

test('behavior: (k − 1) / time is right on average where k / time is not', () => {
  const source = chance()
  const rates = sample(() => 7 / gamma(source, 8, 1))
  expect(Math.abs(mean(rates) - 1)).toBeLessThan(0.02)
})

test.each([0.5, 20])('behavior: poisson of mean %f', (expected) => {
  const source = chance()
  const values = sample(() => poisson(source, expected))
  expect(Math.abs(mean(values) / expected - 1)).toBeLessThan(0.03)
  expect(Math.abs(deviation(values) / Math.sqrt(expected) - 1)).toBeLessThan(0.05)
  expect(poisson(source, 0)).toBe(0)
})

test('behavior: pick', () => {
  const source = chance()
  const values = sample(() =>
    pick(source, [
      [1, 3],
      [0, 1],
    ] as const),
  )
  expect(mean(values)).toBeCloseTo(0.75, 1)
  expect(pick(source, [['only', 0]])).toBe('only')
})

test('behavior: draw takes a constant, a range, and a median with limits', () => {
  const source = chance()
  expect(draw(source, 3)).toBe(3)
  expect(mean(sample(() => draw(source, { from: 0, to: 1 })))).toBeCloseTo(0.5, 1)
  const limited = sample(() => draw(source, { median: 10, spread: 1, min: 5, max: 20 }))
  expect(Math.min(...limited)).toBe(5)
  expect(Math.max(...limited)).toBe(20)
})
