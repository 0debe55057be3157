import { InvalidArgumentError } from '@aiigo/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { batch, market } from '../bench/market.ts'
import { nodeId } from '../test/market.ts'
import { concentrationOf } from './assign/concentration.ts'
import { createIndex, type RankedNode, select } from './index.ts'

const terms = { price: 0, reputation: 0, latency: 0, uptime: 0, power: 0 }
const rankedAt = (...scores: number[]): RankedNode[] => scores.map((score, i) => ({ nodeId: nodeId(i), score, terms }))

/** How often each is chosen, of so many seeds in a row. */
function shares(ranked: RankedNode[], temperature: number, draws = 20_000): number[] {
  const counts = ranked.map(() => 0)
  for (let seed = 0; seed < draws; seed++) {
    counts[ranked.indexOf(select(ranked, { temperature, seed: BigInt(seed) })!)]!++
  }
  return counts.map((count) => count / draws)
}

test('default', () => {
  // e to the power of −ln 2 is a half: each is half as likely as the one before.
  const seen = shares(rankedAt(0.8, 0.8 - 0.1 * Math.LN2, 0.8 - 0.2 * Math.LN2), 0.1)
  for (const [i, share] of [4 / 7, 2 / 7, 1 / 7].entries()) {
    // Four standard deviations of a share of 20,000.
    expect(Math.abs(seen[i]! - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / 20_000))
  }
})

test('args: no nodes', () => {
  expect(select([], { temperature: 1, seed: 0n })).toBeUndefined()
})

test('args: temperature 0 is the best, and one of the best when there are several', () => {
  expect(shares(rankedAt(0.7, 0.6999, 0.1), 0, 100)).toEqual([1, 0, 0])
  const [first, second, third] = shares(rankedAt(0.7, 0.7, 0.1), 0)
  expect(third).toBe(0)
  expect(Math.abs(first! - second!)).toBeLessThan(0.04)
})

test('args: a temperature without end counts all alike', () => {
  for (const share of shares(rankedAt(1, 0.5, 0), 1e300)) expect(Math.abs(share - 1 / 3)).toBeLessThan(0.0134)
})

test('args: every word of the seed counts', () => {
  const ranked = rankedAt(...Array.from({ length: 100 }, () => 0.5))
  const chosen = [0n, 64n, 128n, 192n, 255n].map((bit) => select(ranked, { temperature: 1, seed: 1n << bit })!.nodeId)
  expect(new Set(chosen).size).toBe(5)
})

test('behavior: the same seed gives the same node, on every machine', () => {
  const ranked = rankedAt(0.9, 0.88, 0.87, 0.8)
  const chosen = Array.from({ length: 12 }, (_, i) => {
    return BigInt(select(ranked, { temperature: 0.05, seed: BigInt(i) ** 60n })!.nodeId)
  })
  expect(chosen).toMatchInlineSnapshot(`
    [
      0n,
      2n,
      0n,
      1n,
      2n,
      1n,
      1n,
      1n,
      0n,
      0n,
      2n,
      0n,
    ]
  `)
})

test('behavior: one of those that are ranked, whatever the scores', () => {
  const ranking = fc
    .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 })
    .map((scores) => rankedAt(...scores))
  const options = fc.record({
    temperature: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    seed: fc.bigInt(0n, 2n ** 256n - 1n),
  })
  fc.assert(
    fc.property(ranking, options, (ranked, options) => {
      expect(ranked).toContain(select(ranked, options))
    }),
  )
})

test('behavior: the warmer, the less concentrated, and scores fall little', () => {
  const index = createIndex(market(1_000))
  const rankings = batch(1_000).map((request) => index.rank(request, { limit: 10 }))
  const results = [0, 0.01, 0.02, 0.05].map((temperature) => {
    const chosen = rankings.map((ranked, i) => select(ranked, { temperature, seed: BigInt(i) }))
    const tasks = new Map<string, number>()
    for (const node of chosen) if (node) tasks.set(node.nodeId, (tasks.get(node.nodeId) ?? 0) + 1)
    const score = chosen.reduce((sum, node) => sum + (node?.score ?? 0), 0) / chosen.length
    return { score, ...concentrationOf(tasks.values(), index.size) }
  })
  for (const [i, { gini, hhi, score }] of results.slice(1).entries()) {
    expect(gini).toBeLessThan(results[i]!.gini)
    expect(hhi).toBeLessThan(results[i]!.hhi)
    expect(score).toBeLessThan(results[i]!.score)
  }
  const [coldest, warmest] = [results[0]!, results.at(-1)!]
  expect(warmest.hhi).toBeLessThan(coldest.hhi / 3)
  expect(warmest.score).toBeGreaterThan(coldest.score * 0.94)
})

describe('error: arguments', () => {
  const good = { temperature: 0.1, seed: 1n }
  const cases: [string, unknown, unknown][] = [
    ['options', [], null],
    ['options.temperature', [], { ...good, temperature: -1 }],
    ['options.temperature', [], { ...good, temperature: Infinity }],
    ['options.seed', [], { ...good, seed: 1 }],
    ['options.seed', [], { ...good, seed: 2n ** 256n }],
    ['options.limit', [], { ...good, limit: 1 }],
    ['ranked', 'first', good],
    ['ranked[1].score', [rankedAt(1)[0], undefined], good],
    ['ranked[0].score', rankedAt(Number.NaN), good],
  ]
  test.each(cases)('error: %s', (argument, ranked, options) => {
    const act = () => select(ranked as never, options as never)
    expect(act).toThrow(InvalidArgumentError)
    expect(act).toThrow(`The argument \`${argument}\` is not valid.`)
  })
})
