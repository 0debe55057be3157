import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MarketEvent, MarketState } from '@aiigo/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createChance } from '../../engine/chance.ts'
import { simulate } from '../../engine/simulate.ts'
import { parseScenario } from '../../experiments/loadScenario.ts'
import { openLedger } from '../../experiments/openLedger.ts'
import { clockOf, populate } from '../../experiments/population.ts'
import type { Answer, Ledger } from '../ledger.ts'
import { GOVERNOR } from '../parties.ts'
import { act, activate, buyer, parameters, post, provider, register, START } from '../testing.ts'
import { createTwinLedger } from '../twin/createTwinLedger.ts'
import { createMirrorLedger } from './createMirrorLedger.ts'
import { MirrorError } from './mirrorError.ts'

let cache: string
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'aiigo-cache-'))
})
afterAll(() => rm(cache, { recursive: true }))

const tiny = new URL('../../../scenarios/tiny.yaml', import.meta.url)

/** A run of tiny.yaml: what its ledger held before it, and every event. */
async function play(ledger: 'twin' | 'anvil') {
  const scenario = parseScenario(await readFile(tiny, 'utf8'), 'tiny.yaml')
  const { agents, parameters } = populate({ scenario, seed: 1, chance: createChance(1), governor: GOVERNOR })
  const accounts = agents.map(({ address }) => address)
  const options = { ledger, isVerified: false, parameters, ethUsd: scenario.ethUsd, accounts, cache }
  const opened = await openLedger(options)
  const before = structuredClone(opened.state)
  const events: MarketEvent[] = []
  try {
    const listen = (event: MarketEvent) => void events.push(event)
    const observe = async () => {}
    const statistics = await simulate({ clock: clockOf(scenario), agents, ledger: opened, listen, observe })
    return { before, events, statistics }
  } finally {
    await opened.close()
  }
}

/** Seeds are made of the hashes of blocks, which only a chain has, and nonces are found for seeds. */
function withoutLuck({ args, ...event }: MarketEvent) {
  const { seed, lastNonce, ...others } = args as Record<string, unknown>
  return { ...event, args: others }
}

test('default: the same scenario and seed give the same events on both', async () => {
  const [twin, anvil] = [await play('twin'), await play('anvil')]
  expect(twin.before).toEqual(anvil.before)
  expect(twin.events.length).toBeGreaterThan(1_000)
  expect(twin.events.map(withoutLuck)).toEqual(anvil.events.map(withoutLuck))
  expect(twin.statistics).toEqual(anvil.statistics)
}, 60_000)

test('behavior: verified against a real chain, challenges are solved anew for its seeds', async () => {
  const accounts = [provider, buyer, GOVERNOR]
  const ledger = await openLedger({ ledger: 'twin', isVerified: true, parameters, ethUsd: 3_000, accounts, cache })
  try {
    expect(ledger.facts).toMatchObject({ ledger: 'twin', verified: expect.stringContaining('anvil') })
    await activate(ledger, START + 360)
    const { rejections } = await act(ledger, START + 3_600, post(1_000n), { ...register, value: 1n })
    expect(rejections).toHaveLength(1)
    const { checks, differences, compared } = await ledger.audit()
    expect([differences, compared]).toEqual([[], { nodes: 1, tasks: 1 }])
    for (const { name, expected, actual } of checks) expect(actual, name).toBe(expected)
  } finally {
    await ledger.close()
  }
}, 60_000)

/** A second twin as the chain, which says something else once it is asked for a task. */
function liar(lie: (answer: Answer) => Answer): Ledger {
  const honest = createTwinLedger({ parameters, ethUsd: 3_000 })
  return {
    ...honest,
    async submit(time, commands, listen) {
      const answer = await act(honest, time, ...commands)
      const { events, rejections } = commands.some(({ name }) => name === 'createTask') ? lie(answer) : answer
      events.forEach(listen)
      return rejections
    },
  }
}

async function seen(lie: (answer: Answer) => Answer): Promise<MirrorError> {
  const openTwin = (onSaid: Parameters<Parameters<typeof createMirrorLedger>[0]['openTwin']>[0]) =>
    createTwinLedger({ parameters, ethUsd: 3_000, onSaid })
  const ledger = createMirrorLedger({ openTwin, chain: liar(lie) })
  await act(ledger, START, register)
  return act(ledger, START + 3_600, { ...register, value: 1n }, post(5n)).catch((error) => error)
}

test('error: an event that says something else', async () => {
  const error = await seen(({ events, rejections }) => ({
    events: events.map((event) =>
      event.name === 'TaskCreated' ? { ...event, args: { ...event.args, maxPrice: 6n } } : event,
    ),
    rejections,
  }))
  expect(error).toBeInstanceOf(MirrorError)
  expect(error.tick).toBe(1)
  expect(error.difference.command).toContain('createTask')
  expect(error.difference.event).toMatch(/^TaskCreated, log 0 of block \d+$/)
  expect(error.difference.expected).toContain('"maxPrice":"5"')
  expect(error.difference.seen).toContain('"maxPrice":"6"')
  expect(error.message).toContain('Seen on the chain: ')
})

test('error: an event too few, a refusal too few', async () => {
  const fewer = await seen(({ events, rejections }) => ({ events: events.slice(0, -1), rejections }))
  expect([fewer.difference.seen, fewer.difference.command]).toEqual(['nothing', expect.stringContaining('createTask')])
  const bolder = await seen(({ events }) => ({ events, rejections: [] }))
  expect(bolder.difference).toMatchObject({ event: 'a refusal', seen: 'nothing refused' })
  expect(bolder.difference.expected).toContain('NodeRegistry_PaymentTooLow')
})

test('behavior: who listens hears everything, and once', async () => {
  const openTwin = () => createTwinLedger({ parameters, ethUsd: 3_000 })
  const ledger = createMirrorLedger({ openTwin, chain: openTwin() })
  const { events } = await act(ledger, START, register)
  expect(events.length).toBeGreaterThan(2)
  expect(events).toEqual((await act(openTwin(), START, register)).events)
})

test('behavior: nothing of a tick that agreed is held against the next one', async () => {
  const openTwin = () => createTwinLedger({ parameters, ethUsd: 3_000 })
  const ledger = createMirrorLedger({ openTwin, chain: openTwin() })
  await activate(ledger, START + 360)
  ledger.endTick()
  expect((ledger.state as MarketState).nodes.size).toBe(1)
  await ledger.close()
})
