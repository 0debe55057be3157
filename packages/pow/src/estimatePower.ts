import {
  challengeWork,
  checkInteger,
  checkObject,
  computePower,
  type Integer,
  InvalidArgumentError,
  maxOf,
  minOf,
  type PooledWork,
  parameters,
  poolWork,
} from '@aiigo/core'
import { gammaP } from './gamma.ts'

/** A challenge that was passed. */
export type PowerSample = {
  /** Expected hashes for one solution, 1 to 2^64. */
  difficulty: bigint
  /** k, 1 to 2^20. */
  solutions: Integer
  /** From the block of the challenge to the block of its last solution; whole seconds, fewer than 12 count as 12. */
  seconds: Integer
}

/** In 1e-18 TFLOPS, of which one TFLOPS is 50 million hashes a second. */
export type PowerEstimate = {
  power: bigint
  /** The 95 % interval. */
  low: bigint
  high: bigint
}

/**
 * The power that passed challenges show, the oldest first: what the chain makes of them (work ÷ time
 * pooled over the challenges, the older ones halved each time), and the interval that holds the true power with 95 %.
 *
 * The time to the k-th solution is a Gamma of shape k, so one challenge of k = 64 is good for −22 % to +28 %. The chain
 * sees that time only in slots of 12 s: it is taken to end anywhere in the last one, evenly. `power` itself is what the
 * chain says, slot included, and so some seconds' worth low; the interval always holds it.
 *
 * @throws InvalidArgumentError when there is no sample, or one is out of range
 * @example
 * const { power, low, high } = estimatePower([{ difficulty: 2n ** 23n, solutions: 64, seconds: 300 }])
 * power // 35232153600000000n: 0.035 TFLOPS
 * low < power && power < high // true
 */
export function estimatePower(samples: readonly PowerSample[]): PowerEstimate {
  if (!Array.isArray(samples) || samples.length === 0) {
    throw new InvalidArgumentError('samples', 'an array of at least one challenge', samples)
  }
  const challenges = samples.map(checkSample)
  const { work, time } = challenges.reduce<PooledWork>(
    (pool, { difficulty, solutions, seconds }) => poolWork(pool, challengeWork(difficulty, solutions), seconds),
    { work: 0n, time: 0n },
  )
  const power = computePower(work, time)
  const { shape, scale, earliest, latest } = distribution(challenges)
  const bound = (chance: number) => wad(scale * quantile(chance, shape, earliest, latest))
  return { power, low: minOf(bound(0.025), power), high: maxOf(bound(0.975), power) }
}

type Challenge = { difficulty: bigint; solutions: bigint; seconds: bigint }

function checkSample(sample: PowerSample, i: number): Challenge {
  const { difficulty, solutions, seconds } = checkObject(`samples[${i}]`, sample)
  challengeWork(difficulty, solutions)
  return {
    difficulty,
    solutions: checkInteger(`samples[${i}].solutions`, solutions, { min: 1n, max: 1n << 20n }),
    seconds: maxOf(checkInteger(`samples[${i}].seconds`, seconds, { max: 1n << 40n }), parameters.minimumElapsed),
  }
}

type Distribution = {
  /** The hashes of the whole pool, as a Gamma. */
  shape: number
  scale: number
  /** The pool's time, in seconds: somewhere between, evenly. */
  earliest: number
  latest: number
}

/**
 * The hashes behind a pool are a weighted sum of Gammas. For one challenge it is that Gamma itself; for more, the Gamma
 * of the same mean and variance. Likewise the pooled time, each with an even error of one slot, is taken as even with
 * the same mean and variance.
 */
function distribution(challenges: readonly Challenge[]): Distribution {
  const slot = Number(parameters.minimumElapsed)
  let [mean, variance, time, weights, squares] = [0, 0, 0, 0, 0]
  challenges.forEach(({ difficulty, solutions, seconds }, i) => {
    const weight = 0.5 ** (challenges.length - 1 - i)
    const each = weight * Number(difficulty)
    mean += each * Number(solutions)
    variance += each * each * Number(solutions)
    time += weight * Number(seconds)
    weights += weight
    squares += weight * weight
  })
  const middle = time - (slot / 2) * weights
  const reach = (slot / 2) * Math.sqrt(squares)
  const earliest = Math.max(0, middle - reach)
  return { shape: (mean * mean) / variance, scale: variance / mean, earliest, latest: middle + reach }
}

/** The rate at which a Gamma of this shape is below rate × time with this chance, the time even between the two. */
function quantile(chance: number, shape: number, earliest: number, latest: number): number {
  let low = 0
  let high = shape / latest
  while (averageP(shape, high * earliest, high * latest) < chance) high *= 2
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2
    if (averageP(shape, middle * earliest, middle * latest) < chance) low = middle
    else high = middle
  }
  return high
}

/** The mean of P(shape, x) for x from a to b, by ∫ P(s, x) dx = x P(s, x) − s P(s + 1, x). */
function averageP(shape: number, a: number, b: number): number {
  const integral = (x: number) => x * gammaP(shape, x) - shape * gammaP(shape + 1, x)
  return (integral(b) - integral(a)) / (b - a)
}

/**
 * Hashes a second as power, to six digits: more would mean nothing, and the last bits of an exponential may differ from
 * one engine to another.
 */
function wad(hashesPerSecond: number): bigint {
  return BigInt(Math.round(Number(((hashesPerSecond * 1e18) / Number(parameters.baseDifficulty)).toPrecision(6))))
}
