import { challengeWork, computePower, InvalidArgumentError, poolWork } from '@aiigo/core'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimatePower, type PowerSample } from './estimatePower.ts'

const sample = { difficulty: 2n ** 23n, solutions: 64, seconds: 300 }

test('default: the power that a challenge shows, and its interval', () => {
  expect(estimatePower([sample])).toMatchInlineSnapshot(`
    {
      "high": 46053300000000000n,
      "low": 28099600000000000n,
      "power": 35232153600000000n,
    }
  `)
})

test('behavior: power is what the chain computes', () => {
  expect(estimatePower([sample]).power).toBe(computePower(2n ** 23n * 63n, 300))
  const older = { difficulty: 2n ** 22n, solutions: 64, seconds: 301 }
  const first = poolWork({ work: 0n, time: 0n }, challengeWork(older.difficulty, 64), 301)
  const pooled = poolWork(first, challengeWork(sample.difficulty, 64), 300)
  expect(estimatePower([older, sample]).power).toBe(computePower(pooled.work, pooled.time))
  expect(estimatePower([{ ...sample, seconds: 3 }])).toEqual(estimatePower([{ ...sample, seconds: 12n }]))
})

test('behavior: without the slot it would be the interval of the Gamma distribution', () => {
  // At ten million seconds twelve do not matter: chi-squared with 128 degrees of freedom, its 2.5 % and 97.5 % points.
  const { power, low, high } = estimatePower([{ ...sample, seconds: 10_000_000 }])
  const scale = (63 / 128) * 2
  expect(Number(low) / Number(power)).toBeCloseTo(98.576 / 128 / scale, 3)
  expect(Number(high) / Number(power)).toBeCloseTo(161.209 / 128 / scale, 2)
})

test('behavior: more challenges make it narrower', () => {
  const width = (samples: PowerSample[]) => {
    const { power, low, high } = estimatePower(samples)
    return Number(high - low) / Number(power)
  }
  expect(width([sample, sample])).toBeLessThan(width([sample]))
  expect(width([sample, sample, sample])).toBeLessThan(width([sample, sample]))
})

test('behavior: the interval holds the power, and is finite, for whatever is passed', () => {
  const samples = fc.record({
    difficulty: fc.bigInt({ min: 1n, max: 2n ** 64n }),
    solutions: fc.integer({ min: 1, max: 200 }),
    seconds: fc.integer({ min: 0, max: 1_000_000 }),
  })
  fc.assert(
    fc.property(fc.array(samples, { minLength: 1, maxLength: 12 }), (challenges) => {
      const { power, low, high } = estimatePower(challenges)
      expect(low >= 0n && low <= power && power <= high).toBe(true)
    }),
  )
})

// The standard error of a share of 20,000 is 0.15 in 100: chance cannot decide. One machine at the target of 300 s meets
// the slots always at the same places; machines of many speeds meet them anywhere, and at 60 s there are only five.
const weathers = [
  { seconds: 300, spread: 1 },
  { seconds: 300, spread: 2 },
  { seconds: 60, spread: 2 },
]
const cases = [4, 8, 16, 32, 64, 128].flatMap((k) => weathers.map((weather) => ({ k, ...weather })))

test.each(cases)(
  'behavior: of 20,000 challenges of k = $k, of about $seconds s, by machines up to $spread× as fast, 93 to 97 in 100 hold the true power',
  ({ k, seconds, spread }) => {
    const random = generator(k)
    const difficulty = BigInt(Math.round((typicalRate * seconds) / k))
    const estimate = remember((time) => estimatePower([{ difficulty, solutions: k, seconds: time }]))
    let holds = 0
    for (let i = 0; i < 20_000; i++) {
      const rate = typicalRate * spread ** (random() - 0.5)
      const { low, high } = estimate(chainSeconds(random, difficulty, k, rate))
      const truth = powerOf(rate)
      if (low <= truth && truth <= high) holds++
    }
    expect(holds / 20_000).toBeGreaterThan(0.93)
    expect(holds / 20_000).toBeLessThan(0.97)
  },
)

test('behavior: of 4,000 pools of four challenges, 93 to 97 in 100 hold the true power', () => {
  const random = generator(99)
  const difficulty = BigInt(Math.round((typicalRate * 300) / 64))
  const truth = powerOf(typicalRate)
  let holds = 0
  for (let i = 0; i < 4_000; i++) {
    const { low, high } = estimatePower(
      Array.from({ length: 4 }, () => ({
        difficulty,
        solutions: 64,
        seconds: chainSeconds(random, difficulty, 64, typicalRate),
      })),
    )
    if (low <= truth && truth <= high) holds++
  }
  expect(holds / 4_000).toBeGreaterThan(0.93)
  expect(holds / 4_000).toBeLessThan(0.97)
})

test('args: what is malformed is refused', () => {
  const bad: object[] = [
    { difficulty: 0n },
    { difficulty: 2n ** 64n + 1n },
    { difficulty: 5 },
    { solutions: 0 },
    { solutions: 1.5 },
    { solutions: 2 ** 20 + 1 },
    { seconds: -1 },
    { seconds: 0.5 },
    { seconds: 2 ** 41 },
  ]
  for (const change of bad) expect(() => estimatePower([{ ...sample, ...change }])).toThrow(InvalidArgumentError)
  for (const samples of [[], undefined, {}, [undefined], [null]]) {
    expect(() => estimatePower(samples as never)).toThrow(InvalidArgumentError)
  }
})

/** A small generator of evenly distributed numbers in [0, 1), always the same for a seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const typicalRate = 1_000_000

/** What a machine of this many hashes a second has, in 1e-18 TFLOPS. */
function powerOf(rate: number): bigint {
  return computePower(BigInt(Math.round(rate * 1_000_000)), 1_000_000)
}

/**
 * The seconds that the chain sees until the k-th solution. The block of the challenge is the start of a slot; the answer
 * goes into the first block after it is there.
 */
function chainSeconds(random: () => number, difficulty: bigint, k: number, rate: number): number {
  let hashes = 0
  for (let j = 0; j < k; j++) hashes -= Math.log(1 - random()) * Number(difficulty)
  return 12 * Math.ceil(hashes / rate / 12)
}

/** The chain's seconds are few different ones. */
function remember<T>(compute: (key: number) => T): (key: number) => T {
  const known = new Map<number, T>()
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key))
    return known.get(key)!
  }
}
