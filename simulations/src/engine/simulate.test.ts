import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BaseError } from '@aiigo/core'
import { createState } from '@aiigo/protocol'
import { expect, test } from 'vitest'
import { parseScenario } from '../experiments/loadScenario.ts'
import { clockOf, populate } from '../experiments/population.ts'
import { prepareBaseChain } from '../ledgers/anvil/baseChain.ts'
import { createAnvilLedger } from '../ledgers/anvil/createAnvilLedger.ts'
import type { Command } from '../ledgers/commands.ts'
import type { Ledger } from '../ledgers/ledger.ts'
import { GOVERNOR } from '../ledgers/parties.ts'
import type { Observation } from '../report/observation.ts'
import { addressOf } from './address.ts'
import type { Agent } from './agent.ts'
import { createChance } from './chance.ts'
import { simulate } from './simulate.ts'

const clock = { start: Date.UTC(2026, 0, 5) / 1000, tick: 3_600, ticks: 3 }
const taskId = `0x${'01'.repeat(32)}` as const

/** A ledger that writes down what it is given, refuses what it is told to, and lets nothing happen. */
function paperLedger(refused: string[] = []) {
  const log: [number | 'late', string][] = []
  const answer = (time: number | 'late', commands: readonly Command[]) => {
    for (const { name } of commands) log.push([time, name])
    const rejected = commands.filter(({ name }) => refused.includes(name))
    return rejected.map((command) => ({ command, error: new BaseError('no') }))
  }
  const ledger: Ledger = {
    facts: {},
    state: createState(),
    governor: addressOf('governor'),
    submit: async (time, commands) => answer(time, commands),
    submitLate: async (commands) => answer('late', commands),
    endTick() {},
    audit: async () => ({ checks: [], compared: { nodes: 0, tasks: 0 }, differences: [] }),
    close: async () => {},
  }
  return { ledger, log }
}

function agent(name: string, more: Partial<Agent> = {}): Agent {
  return { name, address: addressOf(name), decide: () => ({ commands: [] }), ...more }
}

const approve = (from: `0x${string}`, at?: number): Command => ({
  name: 'approveResult',
  from,
  args: { taskId },
  ...(at === undefined ? {} : { at }),
})

test('default', async () => {
  const { ledger, log } = paperLedger()
  const seen: Observation[] = []
  const observe = async (observation: Observation) =>
    void seen.push({ ...observation, online: new Set(observation.online) })
  const a = agent('a', {
    decide: ({ time, tick }) => ({
      commands: [approve(addressOf('a'))],
      wishes: [{ isMatched: false, reason: 'budget', isAboveLimit: true }],
      isOnline: time > clock.start,
      responds: tick === 1,
    }),
    respond: async (view) => [approve(addressOf('a'), view.time + 12)],
  })
  const statistics = await simulate({ clock, agents: [a, agent('b')], ledger, observe })
  expect(log).toEqual([
    [clock.start, 'approveResult'],
    [clock.start + 3_600, 'approveResult'],
    ['late', 'approveResult'],
    [clock.start + 7_200, 'approveResult'],
  ])
  expect(statistics).toEqual({ commands: 4, rejections: {} })
  expect(seen.map(({ tick, online }) => [tick, online.size])).toEqual([[0, 0], [1, 1], [2, 1]]) // biome-ignore format: a table
  expect(seen[0]!.demand).toEqual({ tasks: 1, unmatched: 1, reasons: { budget: 1 }, aboveLimit: 1 })
})

test('behavior: all decide on the same view, before anybody acts', async () => {
  const { ledger, log } = paperLedger()
  const views: unknown[] = []
  const look = (name: string) =>
    agent(name, {
      decide(view) {
        views.push(view)
        expect(log.filter(([time]) => time === view.time)).toEqual([])
        return { commands: [approve(addressOf(name))] }
      },
    })
  const agents = [look('a'), look('b'), look('c')]
  await simulate({ clock: { ...clock, ticks: 1 }, agents, ledger, observe: async () => {} })
  expect(new Set(views).size).toBe(1)
  expect(log).toHaveLength(3)
})

test('behavior: a refused command is counted and told to its agent', async () => {
  const { ledger } = paperLedger(['approveResult'])
  const told: string[] = []
  const sender = agent('a', {
    decide: () => ({ commands: [approve(addressOf('a'))] }),
    onRejected: ({ command }) => told.push(command.name),
  })
  const agents = [agent('b', { onRejected: () => told.push('not mine') }), sender]
  const statistics = await simulate({ clock, agents, ledger, observe: async () => {} })
  expect(statistics).toEqual({ commands: 3, rejections: { 'approveResult: BaseError': 3 } })
  expect(told).toEqual(['approveResult', 'approveResult', 'approveResult'])
})

test('error: stopped between two ticks', async () => {
  const controller = new AbortController()
  const { ledger } = paperLedger()
  const run = simulate({
    clock,
    agents: [],
    ledger,
    observe: async () => controller.abort(new Error('enough')),
    signal: controller.signal,
  })
  await expect(run).rejects.toThrow('enough')
})

const provers = `
name: provers
start: 2026-01-05
length: 2d
ethUsd: 3000
providers:
  - { name: gpu, type: gpu, count: 12, hardware: G, hashRate: { median: 2.0e+9, spread: 0.3 }, price: 1, cost: 0 }
  - { name: cpu, type: cpu, count: 12, hardware: C, hashRate: { median: 6.0e+7, spread: 0.3 }, price: 1, cost: 0 }
  - { name: iot, type: iot, count: 12, hardware: I, hashRate: { median: 6.0e+4, spread: 0.3 }, price: 1, cost: 0 }
buyers: []
`

test('behavior: the power that the chain measures comes to the simulated truth', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'aiigo-cache-'))
  const scenario = parseScenario(provers, 'provers.yaml')
  const { agents, setting, parameters } = populate({ scenario, seed: 1, chance: createChance(1), governor: GOVERNOR })
  const base = await prepareBaseChain({ parameters, ethUsd: 3_000, cache })
  const ledger = await createAnvilLedger({ base, accounts: agents.map(({ address }) => address) })
  const { state } = ledger
  /** Measured ÷ true hash rate, a machine each. */
  const ratios = () =>
    setting.providers.map(({ address, hashRate, resourceType }) => {
      const node = [...state.nodes.values()].find(({ owner }) => owner === address)
      const tflops = Number(node?.computePower ?? 0n) / 1e18
      return (tflops * 50e6 * setting.hashScale[resourceType]) / hashRate
    })
  try {
    await simulate({ clock: clockOf(scenario), agents, ledger, observe: async () => {} })
    const mean = (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length
    // A pool of about two challenges of 64 solutions has a relative error of 9 %, the mean of 12 machines one of 2.6 %;
    // blocks of 12 s add 6 s to 300 on average, so that 2 % are missing.
    for (const group of [0, 12, 24]) expect(Math.abs(mean(ratios().slice(group, group + 12)) - 0.98)).toBeLessThan(0.08)
    for (const ratio of ratios()) expect(Math.abs(ratio - 1)).toBeLessThan(0.35)
    const { differences } = await ledger.audit()
    expect(differences).toEqual([])
  } finally {
    await ledger.close()
    await rm(cache, { recursive: true })
  }
}, 60_000)
