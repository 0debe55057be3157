import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadScenario, parseScenario, ScenarioError, ScenarioNotFoundError } from './loadScenario.ts'

const tiny = new URL('../../scenarios/tiny.yaml', import.meta.url)
const text = readFileSync(tiny, 'utf8')

/** The problems of tiny.yaml after one change, as `line:column field: …`. */
function problems(from: string, to: string): string[] {
  if (!text.includes(from)) throw new Error(`tiny.yaml has no ${from}`)
  try {
    parseScenario(text.replace(from, to), 'market.yaml')
  } catch (error) {
    expect(error).toBeInstanceOf(ScenarioError)
    return [...(error as ScenarioError).details]
  }
  return []
}

/** Line of tiny.yaml on which a text stands. */
const lineOf = (part: string) => text.slice(0, text.indexOf(part)).split('\n').length

test('default', async () => {
  const { scenario, sha256 } = await loadScenario(tiny.pathname)
  expect(scenario).toMatchObject({
    name: 'tiny',
    seed: 1,
    tick: 3_600,
    length: 86_400,
    start: Date.UTC(2026, 0, 5) / 1000,
  })
  expect(scenario.providers[0]).toMatchObject({ tier: 'community', hours: [0, 24], patience: 259_200 })
  expect(scenario.parameters).toMatchObject({ smallestTaskEth: 10_000_000_000_000n })
  expect(sha256).toMatch(/^[0-9a-f]{64}$/)
})

test('args: the ledger, and whether events are recorded', () => {
  expect(parseScenario(text, 'tiny.yaml')).toMatchObject({ ledger: 'anvil', events: 'all' })
  const other = parseScenario(text.replace('ethUsd: 3000', 'ethUsd: 3000\nledger: twin\nevents: none'), 'tiny.yaml')
  expect(other).toMatchObject({ ledger: 'twin', events: 'none' })
})

test('error: a ledger that there is not', () => {
  const [problem] = problems('ethUsd: 3000', 'ethUsd: 3000\nledger: twins')
  expect(problem).toContain('ledger: "twins"; expected one of twin, anvil (perhaps `twin`)')
})

test('error: no such file', async () => {
  await expect(loadScenario('/nowhere/market.yaml')).rejects.toThrow(ScenarioNotFoundError)
  await expect(loadScenario('/nowhere/market.yaml')).rejects.toThrow('there is no such file')
})

test('error: a negative count', () => {
  expect(problems('    count: 6', '    count: -6')).toEqual([
    `market.yaml:${lineOf('    count: 6')}:12 providers[0].count: -6; expected a whole number from 0 to 10,000`,
  ])
})

test('error: an unknown field, with the nearest one', () => {
  expect(problems('    hashRate: { median: 2.2e+9', '    hashrate: { median: 2.2e+9')).toContainEqual(
    `market.yaml:${lineOf('    hashRate')}:5 providers[0].hashrate: an unknown field; expected the field \`hashRate\``,
  )
})

test('error: an impossible date', () => {
  const [problem] = problems('start: 2026-01-05', 'start: 2026-02-30')
  expect(problem).toContain('market.yaml:4:8 start: "2026-02-30"; expected a date')
  expect(problem).toContain('does not exist')
})

test('error: shares that do not add up to 1', () => {
  expect(problems('{ NA: 0.5, EU: 0.5 }', '{ NA: 0.5, EU: 0.6 }')[0]).toContain('these add up to 1.1')
  expect(problems('share: 0.8', 'share: 0.7')[0]).toContain('buyers[0].tasks')
})

test('error: a missing field is named where it should be', () => {
  expect(problems('    hardware: RTX 4090\n', '')[0]).toContain('providers[0].hardware: nothing; expected a text')
})

test('error: two groups of one name', () => {
  expect(problems('- name: server', '- name: gaming-pc')[0]).toContain('a name that no other group has')
})

test('error: a parameter out of the bounds of the protocol', () => {
  expect(problems('reviewWindow: 3600', 'reviewWindow: 60')[0]).toContain(
    'parameters.reviewWindow: 60; expected a whole number from 3600 to 604800',
  )
})

test('error: a range the wrong way round, a spread with an unknown part', () => {
  expect(problems('{ from: 5, to: 30 }', '{ from: 30, to: 5 }')[0]).toContain('`from` not above `to`')
  expect(problems('{ from: 5, to: 30 }', '{ mean: 5 }')[0]).toContain('{ median, spread, min, max }')
})

test('error: texts for which a node has no room on the chain', () => {
  const long = 'é'.repeat(61)
  expect(problems('hardware: RTX 4090', `hardware: ${long}`)[0]).toContain('at most 120 bytes')
  expect(problems('{ NA: 0.5, EU: 0.5 }', `{ ${long}: 0.5, EU: 0.5 }`)[0]).toContain('at most 120 bytes')
})

test('error: ticks that are no market', () => {
  expect(problems('tick: 1h', 'tick: 1s')[0]).toContain('tick')
  expect(problems('length: 1d', 'length: 1m')[0]).toContain('at least one tick')
})

test('error: a length that ends in the middle of a tick', () => {
  expect(problems('length: 1d', 'length: 90m')).toEqual([
    `market.yaml:${lineOf('length: 1d')}:9 length: "90m"; expected a multiple of the tick, such as 3600s or 7200s`,
  ])
})

test('error: numbers that are none are shown as they are written', () => {
  for (const [text, seen] of [
    ['.inf', '.inf'],
    ['-.INF', '-.inf'],
    ['.nan', '.nan'],
    ['null', 'null'],
  ]) {
    expect(problems('    count: 6', `    count: ${text}`)[0]).toContain(`providers[0].count: ${seen}; expected`)
    expect(problems('{ from: 5, to: 30 }', `{ from: 5, to: ${text} }`)[0]).toContain(`: ${seen}; expected`)
  }
})

test('error: what is not YAML', () => {
  expect(problems('name: tiny', 'name: [tiny')[0]).toMatch(/^market\.yaml:\d+:\d+ YAML: expected /)
  expect(problems('name: tiny', 'name: tiny\nname: twice')[0]).toContain('market.yaml:3:1 YAML:')
  expect(problems('name: tiny', 'name: *market')[0]).toContain('YAML: Unresolved alias')
})

test('error: a file that is no mapping', () => {
  for (const content of ['', '42', '- a\n- b']) {
    expect(() => parseScenario(content, 'market.yaml')).toThrow(ScenarioError)
  }
})

test('error: all problems at once, but not a page of them', () => {
  const many = text.replaceAll('count:', 'cuont:').replaceAll('price:', 'prise:')
  const error = (() => {
    try {
      parseScenario(many, 'market.yaml')
    } catch (error) {
      return error as ScenarioError
    }
  })()
  expect(error?.problems.length).toBe(22)
  expect(error?.details).toHaveLength(13)
  expect(error?.details.at(-1)).toBe('… and 10 more')
})

test('error: a buyer without tasks and without a trace', () => {
  const [problem] = problems(
    '      - resource: cpu\n        duration: { from: 5m, to: 30m }\n        power: 0.3\n        price: 0.4\n',
    '',
  )
  expect(problem).toContain('buyers[1]')
})

test('error: a trace that leaves something open', () => {
  const demand = 'demand: { trace: jobs.csv, columns: { duration: runtime } }\nproviders:'
  const found = problems('providers:', demand)
  expect(found.some((line) => line.includes('`tasksPerDay`'))).toBe(true)
  expect(found.some((line) => line.includes('`power`'))).toBe(true)
})
