import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { startAnvil } from '../packages/testing/src/index.ts'
import { runScenario } from '../simulations/src/experiments/runScenario.ts'
import { chainFlags } from '../simulations/src/ledgers/anvil/baseChain.ts'
import type { Row } from './run.ts'

const SCENARIO = 'simulations/scenarios/first-week.yaml'
const LENGTH = '2d'
const ROUNDS = 3

/**
 * The simulator beside its own transactions, sent raw to a fresh anvil in the same requests, the same blocks and the same
 * order. What lies between the two is all that the simulator adds: agents, matching, solving, reading and decoding logs,
 * the state from the events, and writing them down. Both end on the same block, or the comparison is void.
 */
export async function benchmarks(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'aiigo-bench-'))
  try {
    const scenario = join(folder, 'first-days.yaml')
    writeFileSync(scenario, shortened(readFileSync(SCENARIO, 'utf8')))
    const rounds: Round[] = []
    for (let i = 0; i < ROUNDS; i++) rounds.push(await measure(scenario, folder))
    return [toRow(rounds), ...aYear(folder)]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const MAIN = 'simulations/src/cli/main.ts'
const YEARS = 3

/**
 * The design's first year as a person runs it, in a process of its own that has one core: from the command to the report,
 * and the most memory that it ever held. Of the years the fastest: who shares the machine's memory only makes it slower.
 */
function aYear(folder: string): Row[] {
  const years = Array.from({ length: YEARS }, (_, i) => liveAYear(join(folder, `year-${i}`)))
  const [best, ...others] = years.sort((a, b) => a.seconds - b.seconds) as [Year, ...Year[]]
  const slower = others.map(({ seconds }) => seconds.toFixed(1)).join(', ')
  const what = `a simulated year, ${best.providers.toLocaleString('en')} providers, ${best.tasks.toLocaleString('en')} tasks`
  const against = `${best.wall.toFixed(1)} s by the clock; the other times: ${slower} s of one core`
  return [
    { what, value: best.seconds, unit: 's of one core', against, aim: '≤ 60 s' },
    { what: 'the same year: most memory held', value: best.gigabytes, unit: 'GB', aim: '≤ 2 GB' },
  ]
}

type Year = { seconds: number; wall: number; gigabytes: number; providers: number; tasks: number }

function liveAYear(out: string): Year {
  const begin = performance.now()
  const code = `process.argv.push('run', 'year-1', '--quiet', '--out', ${JSON.stringify(out)})
await import(${JSON.stringify(pathToFileURL(resolve(MAIN)).href)})
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
console.log(JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, gigabytes: maxRSS / 1e6 }))`
  const node = [process.execPath, '--conditions=aiigo-source', '--input-type=module', '--eval', code]
  const [command, ...args] = [...onOneCore(), ...node] as [string, ...string[]]
  const lines = execFileSync(command, args, { encoding: 'utf8' }).trim().split('\n')
  const { seconds, gigabytes } = JSON.parse(lines.at(-1)!) as { seconds: number; gigabytes: number }
  const { tasks, run } = JSON.parse(readFileSync(join(out, 'year-1-1', 'kpis.json'), 'utf8'))
  const wall = (performance.now() - begin) / 1000
  return { seconds, wall, gigabytes, providers: run.providers, tasks: tasks.posted }
}

/** What keeps a process to the first core that this one may use. Only Linux has it; elsewhere a year has all of them. */
function onOneCore(): string[] {
  if (process.platform !== 'linux') return []
  const [, core] = readFileSync('/proc/self/status', 'utf8').match(/^Cpus_allowed_list:\s*(\d+)/m) ?? []
  if (core === undefined) throw new Error('/proc/self/status does not say which cores there are')
  return ['taskset', '--cpu-list', core]
}

type Round = { transactions: number; simulated: number; raw: number }

function shortened(text: string): string {
  if (!/^length: 7d$/m.test(text)) throw new Error(`${SCENARIO} has no \`length: 7d\` any more`)
  return text.replace(/^length: 7d$/m, `length: ${LENGTH}`)
}

async function measure(scenario: string, folder: string): Promise<Round> {
  const cache = join(folder, 'cache')
  const recording = record()
  const outcome = await runScenario({ scenario, out: folder, cache }).finally(recording.stop)
  const { seconds } = JSON.parse(readFileSync(join(outcome.folder, 'timing.json'), 'utf8'))
  const [chain, ...more] = readdirSync(cache)
  if (!chain || more.length > 0) throw new Error('expected one prepared chain')
  const raw = await replay(recording.requests(), join(cache, chain, 'state.json'), recording.lastBlock())
  return { transactions: outcome.statistics.commands, simulated: seconds.run, raw }
}

type Call = { method: string; params: unknown[] }

const parse = (body: string): Call[] => [JSON.parse(body)].flat()

/** What goes to anvil over `fetch`, as it is: so the simulator that is measured is the one that everybody runs. */
function record() {
  const { fetch } = globalThis
  const bodies = new Map<string, string[]>()
  let last = ''
  let answer: Promise<{ result: { hash: string } }[]> | undefined
  globalThis.fetch = async (input, init) => {
    last = String(input)
    const body = String(init?.body)
    const sent = bodies.get(last)
    if (sent) sent.push(body)
    else bodies.set(last, [body])
    const response = await fetch(input, init)
    // Asked for by the audit, when the last tick is over.
    if (body.includes('"eth_getBlockByNumber"')) answer = response.clone().json()
    return response
  }
  return {
    stop: () => {
      globalThis.fetch = fetch
    },
    /** Those that change something, of the last anvil that was talked to; the one before prepared the chain. */
    requests: () =>
      (bodies.get(last) ?? []).filter((body) => parse(body).every(({ method }) => changing.includes(method))),
    lastBlock: async () => (await answer)?.[0]?.result.hash,
  }
}

const changing = ['anvil_setBalance', 'eth_sendTransaction', 'evm_mine']

/** Seconds that the transactions and blocks take. */
async function replay(bodies: readonly string[], loadState: string, expected: Promise<string | undefined>) {
  await using anvil = await startAnvil({ ...chainFlags, loadState })
  const headers = { 'content-type': 'application/json' }
  const post = async (body: string) => (await fetch(anvil.url, { method: 'POST', headers, body })).text()
  const isSetup = (body: string) => parse(body).some(({ method }) => method === 'anvil_setBalance')
  for (const body of bodies.filter(isSetup)) await post(body)
  const work = bodies.filter((body) => !isSetup(body))
  const begin = performance.now()
  for (const body of work) await post(body)
  const seconds = (performance.now() - begin) / 1000
  const latest = await post(
    JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_getBlockByNumber', params: ['latest', false] }),
  )
  if (JSON.parse(latest).result.hash !== (await expected)) throw new Error('the replay ended on another block')
  return seconds
}

/**
 * The round in the middle, by its ratio. Not the best of each side: a round takes so long that the machine may be quiet in
 * one half of the comparison and busy in the other. Every round is told, so that a reader sees how much to believe.
 */
function toRow(rounds: readonly Round[]): Row {
  const sorted = rounds
    .map((round) => ({ ...round, ratio: round.raw / round.simulated }))
    .sort((a, b) => a.ratio - b.ratio)
  const { transactions, simulated, raw, ratio } = sorted[Math.floor(sorted.length / 2)]!
  const rate = (transactions / raw).toLocaleString('en', { maximumSignificantDigits: 3 })
  return {
    what: `simulator on anvil, ${transactions.toLocaleString('en')} transactions`,
    value: transactions / simulated,
    unit: 'transactions a second',
    against: `the same sent raw: ${rate} (rounds: ${sorted.map((round) => `${round.ratio.toFixed(2)} ×`).join(', ')})`,
    ratio,
    aim: '≥ 0.80 ×',
  }
}
