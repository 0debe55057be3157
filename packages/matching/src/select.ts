import { InvalidArgumentError } from '@aiigo/core'
import { amount, duration } from './checks.ts'
import { expOfNegative } from './expOfNegative.ts'
import type { RankedNode } from './rank.ts'

export type SelectOptions = {
  /**
   * How far a score may be below another and still be chosen: a node is e times less likely for each such distance, 0 or
   * more. At 0 it is the best that is chosen; the larger, the less scores matter.
   */
  temperature: number
  /** The only source of chance, up to 256 bits: another one for every choice, such as `BigInt(taskId)`. */
  seed: bigint
}

/**
 * One of the nodes of a ranking, the better the likelier: a softmax over their scores. So that work is not always given to
 * the same few, who would be the only ones ever to earn a reputation. The same ranking and seed give the same node on
 * every machine.
 *
 * Only what is handed over is chosen from: the first ten of a ranking, or those of one tier. Whoever registers many equal
 * nodes is chosen as many times as often.
 *
 * @returns undefined when there is no node
 * @throws InvalidArgumentError naming the option, or the node and its score
 * @example
 * const ranked = rank(request, candidates, { limit: 10 })
 * select(ranked, { temperature: 0.02, seed: 20_261_126n })
 */
export function select(ranked: readonly RankedNode[], options: SelectOptions): RankedNode | undefined {
  const { temperature, seed } = checkOptions(options)
  checkRanked(ranked)
  const best = ranked.reduce((best, { score }) => Math.max(best, score), 0)
  const weights = ranked.map(({ score }) => weightOf(best - score, temperature))
  let left = fractionOf(seed) * weights.reduce((sum, weight) => sum + weight, 0)
  const chosen = weights.findIndex((weight) => {
    left -= weight
    return left < 0
  })
  // Rounding may leave something after the last.
  return ranked[chosen] ?? ranked[weights.findLastIndex((weight) => weight > 0)]
}

function weightOf(distance: number, temperature: number): number {
  return distance === 0 ? 1 : temperature === 0 ? 0 : expOfNegative(distance / temperature)
}

/** From 0 to below 1, all seeds alike: the words of the seed, each stirred by splitmix64's finisher. */
function fractionOf(seed: bigint): number {
  let state = 0n
  for (let word = 0n; word < 4n; word++) state = stirred(state ^ BigInt.asUintN(64, seed >> (64n * word)))
  return Number(state >> 11n) / 2 ** 53
}

function stirred(word: bigint): bigint {
  let z = BigInt.asUintN(64, word + 0x9e3779b97f4a7c15n)
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n)
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn)
  return z ^ (z >> 31n)
}

function checkOptions(options: SelectOptions): SelectOptions {
  if (typeof options !== 'object' || options === null) throw new InvalidArgumentError('options', 'an object', options)
  const { temperature, seed, ...others } = options
  for (const name of Object.keys(others)) {
    throw new InvalidArgumentError(`options.${name}`, 'one of temperature, seed', name)
  }
  if (!duration.holds(temperature)) {
    throw new InvalidArgumentError('options.temperature', duration.expected, temperature)
  }
  if (!amount.holds(seed)) throw new InvalidArgumentError('options.seed', amount.expected, seed)
  return options
}

function checkRanked(ranked: readonly RankedNode[]): void {
  if (!Array.isArray(ranked)) throw new InvalidArgumentError('ranked', 'an array of ranked nodes', ranked)
  for (let i = 0; i < ranked.length; i++) {
    const score = ranked[i]?.score
    const isScore = typeof score === 'number' && score >= 0 && score <= 1
    if (!isScore) throw new InvalidArgumentError(`ranked[${i}].score`, 'a number from 0 to 1', score)
  }
}
