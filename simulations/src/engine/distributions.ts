import type { Chance } from './chance.ts'

// Each draws once from a stream. The formulas need only logarithm, square root and exponential, which V8 computes in
// software: the same bits on every machine.

/** Evenly from `from` (included) to `to` (excluded). */
export function uniform(chance: Chance, from: number, to: number): number {
  return from + (to - from) * chance.next()
}

/** true with the given probability, 0 to 1. */
export function bernoulli(chance: Chance, probability: number): boolean {
  return chance.next() < probability
}

/** The time to the next event of a Poisson process; its mean is `mean`. */
export function exponential(chance: Chance, mean: number): number {
  return -mean * Math.log(1 - chance.next())
}

/** Mean 0, standard deviation 1 (Marsaglia's polar method; the second value is dropped, so that a draw has no memory). */
export function normal(chance: Chance): number {
  for (;;) {
    const u = uniform(chance, -1, 1)
    const v = uniform(chance, -1, 1)
    const s = u * u + v * v
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s)
  }
}

/** Half of the draws are below `median`; the logarithm has the standard deviation `spread`, so 0.3 is about ±30 %. */
export function logNormal(chance: Chance, median: number, spread: number): number {
  return median * Math.exp(spread * normal(chance))
}

/**
 * The time to the `shape`-th event of a Poisson process whose events are `scale` apart on average: how long a machine
 * takes for so many solutions. Marsaglia and Tsang, "A simple method for generating gamma variables" (2000).
 *
 * @param shape 1 or more
 */
export function gamma(chance: Chance, shape: number, scale: number): number {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(chance)
    const v = (1 + c * x) ** 3
    if (v <= 0) continue
    if (Math.log(1 - chance.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale
  }
}

/** How many events happen where `mean` are expected. */
export function poisson(chance: Chance, mean: number): number {
  let count = 0
  for (let sum = exponential(chance, 1); sum < mean; sum += exponential(chance, 1)) count += 1
  return count
}

/** One of the choices, with probabilities in proportion to their weights. */
export function pick<T>(chance: Chance, choices: readonly (readonly [T, number])[]): T {
  const total = choices.reduce((sum, [, weight]) => sum + weight, 0)
  let left = chance.next() * total
  for (const [choice, weight] of choices) {
    left -= weight
    if (left < 0) return choice
  }
  return choices[choices.length - 1]![0]
}

/** A number as a scenario describes it. */
export type Spread =
  | number
  | { from: number; to: number }
  | { median: number; spread: number; min?: number | undefined; max?: number | undefined }

/** A draw from what a scenario says of a number: a constant, an even range, or a median with a spread. */
export function draw(chance: Chance, spread: Spread): number {
  if (typeof spread === 'number') return spread
  if ('from' in spread) return uniform(chance, spread.from, spread.to)
  const { median, spread: sigma, min = -Infinity, max = Infinity } = spread
  return Math.min(max, Math.max(min, logNormal(chance, median, sigma)))
}
