import { expect, test } from 'vitest'
import { createChance } from '../engine/chance.ts'
import { parseScenario } from './loadScenario.ts'
import { clockOf, populate } from './population.ts'

const governor = `0x${'ee'.repeat(20)}` as const

const head = 'name: t\nstart: 2026-01-05\nlength: 25h\nethUsd: 3000\n'
const machines = (more = '') => `
providers:
  - { name: pc, type: gpu, count: 3, hardware: PC, hashRate: { median: 2.0e+9, spread: 0.1 }, price: 0.3, cost: 0.1 }
  - { name: own, type: cpu, tier: owned, count: 1, hardware: S, hashRate: 6.0e+7, price: 0.5, cost: 0.1 }${more}
buyers:
  - { name: lab, type: researcher, count: 2 }
`

function draw(yaml: string, seed = 1) {
  const scenario = parseScenario(yaml, 't.yaml')
  return populate({ scenario, seed, chance: createChance(seed), governor })
}

test('default', () => {
  const { agents, setting, parameters } = draw(head + machines())
  expect(agents.map(({ name }) => name)).toEqual([
    'platform',
    'keeper',
    'provider/pc/1',
    'provider/pc/2',
    'provider/pc/3',
    'provider/own/1',
    'buyer/lab/1',
    'buyer/lab/2',
  ])
  expect(setting).toMatchObject({ name: 't', seed: 1, ticks: 25, tick: 3_600, ethUsd: 3_000 })
  expect(setting.providers[3]).toMatchObject({
    tier: 1,
    resourceType: 1,
    hashRate: 6e7,
    pricePerHour: 166_666_666_666_667n,
  })
  expect(new Set(agents.map(({ address }) => address)).size).toBe(agents.length)
  expect(parameters.solutionsPerChallenge).toBe(64n)
})

test('behavior: the same seed draws the same', () => {
  const plain = (population: ReturnType<typeof draw>) => population.setting
  expect(plain(draw(head + machines()))).toEqual(plain(draw(head + machines())))
  expect(plain(draw(head + machines()))).not.toEqual(plain(draw(head + machines(), 2)))
})

test('behavior: a group that is added leaves the luck of all others as it was', () => {
  const more = '\n  - { name: new, type: gpu, count: 1, hardware: N, hashRate: 1.0e+9, price: 1, cost: 0 }'
  const [before, after] = [draw(head + machines()), draw(head + machines(more))]
  expect(after.setting.providers.slice(0, 4)).toEqual(before.setting.providers)
})

test('behavior: a typical machine computes about 16 hashes for a solution', () => {
  const { hashScale } = draw(head + machines()).setting
  for (const [type, rate] of [
    [0, 2e9],
    [1, 6e7],
  ] as const) {
    const difficulty = (rate * 300) / 64 / hashScale[type]
    expect(difficulty).toBeGreaterThan(11)
    expect(difficulty).toBeLessThan(23)
  }
  expect(hashScale[4]).toBe(1)
})

test('args: a hash scale of the scenario counts, and scales the first difficulty', () => {
  const { setting, parameters } = draw(`${head}hashScale: { gpu: 65536 }\n${machines()}`)
  expect(setting.hashScale[0]).toBe(65_536)
  expect(parameters.initialDifficulty[0]).toBe(65_536n)
})

test('behavior: the clock of a run', () => {
  const start = Date.UTC(2026, 0, 5) / 1000
  expect(clockOf(parseScenario(`${head}${machines()}`, 't.yaml'))).toEqual({ start, tick: 3_600, ticks: 25 })
})
