import { ascending } from './units.ts'

/** How a set of amounts is spread. */
export type Spread<value> = { p5: value; q1: value; median: value; q3: value; p95: value; mean: value; total: value }

/** The spread of amounts by nearest rank, so that every quantile is an amount that somebody has; the mean rounds down. Zeros of nothing. */
export function spreadOf(values: readonly bigint[]): Spread<bigint> {
  const sorted = [...values].sort(ascending)
  const at = (percent: number) => sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1)] ?? 0n
  const total = sorted.reduce((sum, value) => sum + value, 0n)
  const mean = sorted.length === 0 ? 0n : total / BigInt(sorted.length)
  return { p5: at(5), q1: at(25), median: at(50), q3: at(75), p95: at(95), mean, total }
}
