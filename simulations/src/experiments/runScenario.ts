import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { BaseError, InvalidArgumentError } from '@aiigo/core'
import { createChance } from '../engine/chance.ts'
import { createProgress, type Progress, type ProgressCounter } from '../engine/progress.ts'
import { type Statistics, simulate } from '../engine/simulate.ts'
import type { Audit, Ledger } from '../ledgers/ledger.ts'
import { GOVERNOR } from '../ledgers/parties.ts'
import { createRecorder, type Kpis, type Recorder } from '../report/index.ts'
import { findScenario } from './listScenarios.ts'
import { type LoadedScenario, loadScenario } from './loadScenario.ts'
import { manifestOf, toJson } from './manifest.ts'
import { openLedger } from './openLedger.ts'
import { packageRoot } from './packageRoot.ts'
import { clockOf, type Population, populate } from './population.ts'
import { readTrace, type TraceRow } from './readTrace.ts'
import { openRunFolder, outputError, type RunFolder } from './runFolder.ts'
import type { LedgerName } from './schema.ts'
import { createStopwatch, type Stopwatch } from './stopwatch.ts'

export type RunOptions = {
  /** Path of a scenario file, or the name of a scenario that comes with the package. */
  scenario: string
  /** @default the scenario's */
  seed?: number
  /** The folder in which the run's own folder is made. @default 'runs' */
  out?: string
  /** A CSV file in place of the trace that the scenario names. */
  trace?: string
  /** @default the scenario's */
  ledger?: LedgerName
  /** Runs on the twin, and on the chain at once: every event and every refusal has to be the same. @default false */
  verify?: boolean
  /** Of anvil. @default 0, a free one */
  port?: number
  /** Where prepared chains are kept. @default AIIGO_CACHE, or `.cache` of this package */
  cache?: string
  /** Stops the run; nothing is left behind. */
  signal?: AbortSignal
  /** The same object every time; read it, do not keep it. */
  onProgress?: (progress: Progress) => void
}

export type RunOutcome = { folder: string; kpis: Kpis; statistics: Statistics; audit: Audit }

/**
 * Runs a scenario against the deployed contracts on an anvil of its own, or on their twin; checks conservation, and leaves
 * `<out>/<name>-<seed>/` with manifest.json, timing.json, kpis.json, series.parquet, events.parquet and report.html. The
 * same scenario and seed make the same bytes, timing.json aside.
 *
 * However it ends, no process and no temporary file is left; the folder is there only when the run is whole.
 *
 * @throws ScenarioError, ScenarioNotFoundError, TraceError, OutputError before anything runs; AnvilNotFoundError,
 * AnvilPortInUseError, AnvilDiedError, LedgerAnswerError; MirrorError; ConservationError; the signal's reason
 * @example await runScenario({ scenario: 'simulations/scenarios/first-week.yaml', seed: 7 })
 */
export async function runScenario(options: RunOptions): Promise<RunOutcome> {
  options.signal?.throwIfAborted()
  const plan = await planRun(options)
  const { name } = plan.loaded.scenario
  const folder = await openRunFolder(options.out ?? 'runs', `${name}-${plan.seed}`)
  const open: Open = {}
  try {
    return await carryOut(plan, folder, open)
  } catch (error) {
    options.signal?.throwIfAborted()
    throw outputError(folder.path, error)
  } finally {
    await open.recorder?.discard()
    await open.ledger?.close()
    await folder.discard()
  }
}

/** Everything that can be known, and be wrong, before anything is started. */
type Plan = {
  options: RunOptions
  loaded: LoadedScenario
  seed: number
  trace: LoadedTrace | undefined
  population: Population
  progress: ProgressCounter
  stopwatch: Stopwatch
}

/** What has to be closed, however the run ends. */
type Open = { ledger?: Ledger; recorder?: Recorder }

async function planRun(options: RunOptions): Promise<Plan> {
  const stopwatch = createStopwatch()
  const loaded = await loadScenario(await findScenario(options.scenario))
  const { scenario } = loaded
  const seed = options.seed ?? scenario.seed
  const trace = await loadTrace(loaded, options)
  const population = populate({ scenario, seed, chance: createChance(seed), governor: GOVERNOR, trace })
  const progress = createProgress(clockOf(scenario).ticks, options.onProgress ?? (() => {}))
  return { options, loaded, seed, trace, population, progress, stopwatch }
}

async function carryOut(plan: Plan, folder: RunFolder, open: Open): Promise<RunOutcome> {
  const { loaded, population, progress, stopwatch } = plan
  const { ledger: kind, isVerified } = kindOf(plan)
  if (kind === 'anvil' || isVerified) progress.enter('preparing the chain')
  const ledger = await openLedgerOf(plan)
  open.ledger = ledger
  const { events } = loaded.scenario
  const recorder = await createRecorder({ setting: population.setting, folder: folder.draft, events })
  open.recorder = recorder
  stopwatch.lap('prepare')

  progress.enter('running')
  const statistics = await play(plan, ledger, recorder)
  stopwatch.lap('run')

  progress.enter('checking conservation')
  const audit = await ledger.audit()
  checkConservation(audit)
  stopwatch.lap('audit')

  progress.enter('writing the report')
  const kpis = await writeDown(plan, folder, { facts: ledger.facts, recorder, statistics, audit })
  return { folder: folder.path, kpis, statistics, audit }
}

/** What the run is made on: by the command line, or by the scenario. What is verified is the twin. */
function kindOf({ options: { ledger, verify: isVerified = false }, loaded }: Plan) {
  return { ledger: isVerified ? 'twin' : (ledger ?? loaded.scenario.ledger), isVerified } as const
}

function openLedgerOf(plan: Plan): Promise<Ledger> {
  const { options, loaded, population } = plan
  const { port, cache, signal } = options
  const { parameters, agents } = population
  const accounts = agents.map((agent) => agent.address)
  return openLedger({ ...kindOf(plan), parameters, ethUsd: loaded.scenario.ethUsd, accounts, port, cache, signal })
}

function play({ options, loaded, population, progress }: Plan, ledger: Ledger, recorder: Recorder) {
  const { signal } = options
  return simulate({
    clock: clockOf(loaded.scenario),
    agents: population.agents,
    ledger,
    listen(event, tick) {
      recorder.listen(event, tick)
      progress.listen(event)
    },
    async observe(observation) {
      await recorder.observe(observation)
      progress.count(observation)
    },
    ...(signal ? { signal } : {}),
  })
}

type Findings = { facts: Ledger['facts']; recorder: Recorder; statistics: Statistics; audit: Audit }

/** The folder gets its name when everything is in it. */
async function writeDown(plan: Plan, folder: RunFolder, found: Findings): Promise<Kpis> {
  const { options, loaded, seed, trace, population, stopwatch } = plan
  const { facts, recorder, statistics, audit } = found
  const { parameters, setting } = population
  const command = commandOf(loaded, options, seed)
  const { events } = loaded.scenario
  const recorded = events === 'all' ? {} : { events: 'none recorded, as the scenario says' }
  const shown = { ...facts, ...recorded, scenario: loaded.sha256, commands: `${statistics.commands}` }
  const kpis = await recorder.finish({ command, conservation: audit.checks, facts: shown })
  options.signal?.throwIfAborted()
  const { hashScale } = setting
  const manifest = manifestOf({ loaded, seed, command, trace, parameters, hashScale, facts, statistics, audit, events })
  stopwatch.lap('report')
  await writeFile(join(folder.draft, 'timing.json'), toJson(stopwatch.read()))
  await writeFile(join(folder.draft, 'manifest.json'), toJson(manifest))
  await folder.publish()
  return kpis
}

type LoadedTrace = { path: string; rows: readonly TraceRow[]; sha256: string }

async function loadTrace({ scenario, path }: LoadedScenario, options: RunOptions): Promise<LoadedTrace | undefined> {
  if (!scenario.demand) {
    if (options.trace === undefined) return undefined
    throw new InvalidArgumentError(
      'trace',
      'none, for the scenario has no `demand` that maps its columns',
      options.trace,
    )
  }
  const file = options.trace === undefined ? resolve(dirname(path), scenario.demand.trace) : resolve(options.trace)
  const rows = await readTrace(file, scenario.demand, options.signal)
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return { path: file, rows, sha256: hash.digest('hex') }
}

/** The command that makes the run again. Without folders: where a file lies is not part of a run. */
function commandOf({ path, scenario }: LoadedScenario, options: RunOptions, seed: number): string {
  const { trace, ledger, verify } = options
  const isOurs = dirname(resolve(path)) === join(packageRoot(), 'scenarios')
  const flags = [
    `--seed ${seed}`,
    ...(trace === undefined ? [] : [`--trace ${basename(trace)}`]),
    ...(verify ? ['--verify'] : ledger && ledger !== scenario.ledger ? [`--ledger ${ledger}`] : []),
  ]
  return `aiigo-sim run ${isOurs ? basename(path, '.yaml') : basename(path)} ${flags.join(' ')}`
}

function checkConservation({ checks, differences }: Audit): void {
  const wrong = checks
    .filter(({ expected, actual }) => expected !== actual)
    .map(({ name, expected, actual }) => `${name}: expected ${expected} wei, seen ${actual} wei`)
  if (wrong.length + differences.length > 0) throw new ConservationError([...wrong, ...differences])
}

const SHOWN = 10

/** The chain holds something else than its events say: money or state appeared or got lost. */
export class ConservationError extends BaseError {
  override name = 'ConservationError'

  constructor(differences: readonly string[]) {
    const rest = differences.length - SHOWN
    super('Conservation does not hold: the chain and its events disagree.', {
      details: [...differences.slice(0, SHOWN), ...(rest > 0 ? [`… and ${rest} more`] : [])],
      hint: 'This is a defect of the contracts or of `evolve`: report it with the scenario and the seed.',
    })
  }
}
