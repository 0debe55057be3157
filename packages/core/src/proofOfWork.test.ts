import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvalidArgumentError } from './errors.ts'
import { parameters } from './parameters.ts'
import {
  challengeWork,
  computePower,
  halvePool,
  nextDifficulty,
  pooledPower,
  poolWork,
  solutionTarget,
} from './proofOfWork.ts'

const TFLOPS = 10n ** 18n
const uint256 = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })

describe('computePower', () => {
  test('default: 50,000,000 hashes a second are 1 TFLOPS', () => {
    expect(computePower(50_000_000n * 300n, 300n)).toBe(TFLOPS)
    expect(computePower(50_000_000n * 300n, 300)).toBe(TFLOPS)
  })

  test('behavior: less than 12 seconds count as 12', () => {
    expect(computePower(600n, 0)).toBe(computePower(600n, 12))
    expect(computePower(600n, 13)).toBeLessThan(computePower(600n, 12))
  })

  test('behavior: it takes every pair of uint256, rises with work and falls with time', () => {
    fc.assert(
      fc.property(uint256, uint256, (work, seconds) => {
        const power = computePower(work, seconds)
        expect(power >= 0n && power < 2n ** 256n).toBe(true)
        expect(computePower(work / 2n, seconds) <= power).toBe(true)
        expect(computePower(work, seconds / 2n) >= power).toBe(true)
      }),
    )
  })

  test('error: work as a number, negative time', () => {
    expect(() => computePower(1e9 as never, 300)).toThrow(InvalidArgumentError)
    expect(() => computePower(1n, -1)).toThrow(InvalidArgumentError)
  })
})

describe('the work of a challenge', () => {
  test('default: k − 1 solutions count, and one of one', () => {
    expect([1, 2, 64].map((k) => challengeWork(1_000n, k))).toEqual([1_000n, 1_000n, 63_000n])
  })

  test('default: the target is the largest hash that solves', () => {
    expect(solutionTarget(1n)).toBe(2n ** 256n - 1n)
    expect(solutionTarget(2n)).toBe(2n ** 255n - 1n)
  })

  test('error: a difficulty of 0 or above 2^64, no solutions', () => {
    expect(() => solutionTarget(0n)).toThrow(InvalidArgumentError)
    expect(() => solutionTarget(2n ** 64n + 1n)).toThrow(InvalidArgumentError)
    expect(() => challengeWork(1n, 0)).toThrow(InvalidArgumentError)
  })
})

describe('the pool', () => {
  test('default: what was there counts half', () => {
    expect(poolWork({ work: 0n, time: 0n }, 600n, 300)).toEqual({ work: 600n, time: 300n })
    expect(poolWork({ work: 1_000n, time: 300n }, 600n, 300)).toEqual({ work: 1_100n, time: 450n })
  })

  test('behavior: one lucky challenge moves the power of a steady node by less than a challenge’s own weight', () => {
    let steady = { work: 0n, time: 0n }
    for (let i = 0; i < 20; i++) steady = poolWork(steady, 15_000_000_000n, 300)
    const lucky = poolWork(steady, 15_000_000_000n, 30)
    expect(computePower(lucky.work, lucky.time)).toBeLessThan(2n * TFLOPS)
  })

  test('behavior: rounding never gives power', () => {
    const pools = fc.record({
      work: fc.bigInt({ min: 0n, max: 2n ** 80n }),
      time: fc.bigInt({ min: 12n, max: 2n ** 20n }),
    })
    fc.assert(
      fc.property(
        pools,
        fc.bigInt({ min: 1n, max: 2n ** 72n }),
        fc.integer({ min: 12, max: 3_600 }),
        (pool, work, seconds) => {
          const after = poolWork(pool, work, seconds)
          const exact = { work: pool.work + 2n * work, time: pool.time + 2n * BigInt(seconds) }
          expect(after.work * exact.time <= exact.work * after.time).toBe(true)
        },
      ),
    )
  })

  test('behavior: a failed challenge halves the power', () => {
    const pool = { work: 2n ** 40n, time: 300n }
    const half = halvePool(pool)
    expect(computePower(half.work, half.time)).toBe(computePower(pool.work, pool.time) / 2n)
  })

  test('behavior: a proof counts until it is 30 days old', () => {
    const pool = { work: 15_000_000_000n, time: 300n }
    expect(pooledPower(pool, parameters.proofValidity)).toBe(TFLOPS)
    expect(pooledPower(pool, parameters.proofValidity + 1n)).toBe(0n)
    expect(pooledPower(pool, 61, 60)).toBe(0n)
  })

  test('error: a pool that is none', () => {
    expect(() => halvePool({ work: 1n } as never)).toThrow('pooled.time')
    expect(() => poolWork(undefined as never, 1n, 1)).toThrow(InvalidArgumentError)
  })
})

describe('nextDifficulty', () => {
  const steady = { difficulty: 1_000n, solutions: 64, targetTime: 300 }

  test('default: twice as fast as meant is twice as hard next time', () => {
    expect(nextDifficulty({ ...steady, pooled: { work: 64_000n, time: 150n } })).toBe(2_000n)
    expect(nextDifficulty({ ...steady, pooled: { work: 64_000n, time: 600n } })).toBe(500n)
  })

  test('args: k and the target time are the market’s, or the usual ones', () => {
    const pooled = { work: 64_000n, time: 300n }
    expect(nextDifficulty({ difficulty: 1_000n, pooled })).toBe(1_000n)
    expect(nextDifficulty({ difficulty: 1_000n, pooled, solutions: 32, targetTime: 150 })).toBe(1_000n)
  })

  test('behavior: it moves by at most 4×, within 1 to 2^64', () => {
    const options = fc.record({
      difficulty: fc.bigInt({ min: 1n, max: 2n ** 64n }),
      pooled: fc.record({ work: fc.bigInt({ min: 0n, max: 2n ** 90n }), time: fc.bigInt({ min: 0n, max: 2n ** 20n }) }),
      solutions: fc.integer({ min: 1, max: 128 }),
      targetTime: fc.integer({ min: 10, max: 3_600 }),
    })
    fc.assert(
      fc.property(options, (option) => {
        const next = nextDifficulty(option)
        expect(next >= 1n && next <= 2n ** 64n).toBe(true)
        expect(next <= option.difficulty * 4n && next >= option.difficulty / 4n).toBe(true)
      }),
    )
  })

  test('behavior: an empty pool leaves it where it is', () => {
    expect(nextDifficulty({ ...steady, pooled: { work: 0n, time: 0n } })).toBe(1_000n)
  })

  test('error: options out of range', () => {
    const pooled = { work: 1n, time: 1n }
    expect(() => nextDifficulty({ difficulty: 0n, pooled })).toThrow('difficulty')
    expect(() => nextDifficulty({ difficulty: 1n, pooled, targetTime: 0 })).toThrow('targetTime')
    expect(() => nextDifficulty(null as never)).toThrow(InvalidArgumentError)
  })
})
