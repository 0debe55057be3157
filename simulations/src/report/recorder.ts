import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BaseError } from '@aiigo/core'
import type { MarketEvent } from '@aiigo/protocol'
import { stableJson } from './column.ts'
import { eventColumns, type TickedEvent } from './eventColumns.ts'
import { computeKpis, type Kpis } from './kpis.ts'
import { bringUpToDate, createMembers, type Members } from './members.ts'
import { countNodes } from './nodes.ts'
import type { Observation, RunResult, RunSetting, Tick } from './observation.ts'
import { renderPage } from './page/page.ts'
import { createProviders } from './providers.ts'
import type { RunSoFar } from './runSoFar.ts'
import { readSeries } from './series.ts'
import { type Glance, seriesColumns } from './seriesColumns.ts'
import { guarded, openTables, type Table, type Tables } from './tables.ts'
import { countEvent, countTick, createFlow, createTally, type Flow, type Sheet } from './tally.ts'
import { tiers } from './units.ts'
import { endShift, followWork, type Shift, type Work } from './work.ts'

export type RecorderOptions = {
  setting: RunSetting
  /** Made where it does not exist. While recording, all is in its subfolder `.recording`; the files appear together in `finish`. */
  folder: string
  /** Whether events.parquet has every event, or none. @default all */
  events?: 'all' | 'none'
}

export type Recorder = {
  /** Takes down an event, in the order of the ledger and once it has changed the state; `observe` of its tick comes after. */
  listen(event: MarketEvent, tick: Tick): void
  /** Takes down one tick, in order. Await it: it holds the run back while rows go to the disk. */
  observe(observation: Observation): Promise<void>
  /** Writes series.parquet, events.parquet, kpis.json and report.html, and answers with what kpis.json holds. */
  finish(result: RunResult): Promise<Kpis>
  /** Gives up: closes and removes what has been written so far. Does nothing after `finish`. */
  discard(): Promise<void>
}

/**
 * Starts to write a run down. Memory grows with the number of accounts and unfinished tasks, not with the run's length.
 *
 * @throws RecordingError where the folder cannot be written to
 * @example
 * const recorder = await createRecorder({ setting, folder })
 * try {
 *   await simulate({ clock, agents, ledger, listen: recorder.listen, observe: recorder.observe })
 *   const kpis = await recorder.finish({ command: 'aiigo-sim run week.yaml', conservation })
 *   console.log(formatSummary(kpis))
 * } finally {
 *   await recorder.discard()
 * }
 */
export async function createRecorder({ setting, folder, events = 'all' }: RecorderOptions): Promise<Recorder> {
  const tables = await openTables(join(folder, WORK_FOLDER))
  const place = { folder, tables, ...(await openRows(tables)) }
  const run = startRun(setting)
  let desk: Desk | undefined
  let heard: TickedEvent[] = []
  let written: Promise<void> = Promise.resolve()
  return {
    listen: (event, tick) => {
      desk ??= openDesk(run, tick)
      hear(run, desk, event)
      if (events === 'all') heard.push({ tick: tick.tick, event })
    },
    observe: async (observation) => {
      await written
      observeTick(run, place, observation)
      const rows = heard
      heard = []
      desk = undefined
      written = inItsOwnTurn(() => rows.forEach(place.events.append))
    },
    finish: async (result) => {
      try {
        await written
        return await writeRun(place, run, result)
      } finally {
        tables.close()
      }
    },
    discard: async () => {
      await written.catch(() => {})
      tables.close()
    },
  }
}

/** By then whoever goes on has asked a chain for something, and would only wait. What fails is told by the next observation. */
function inItsOwnTurn(work: () => void): Promise<void> {
  const done = new Promise<void>((resolve) => setImmediate(resolve)).then(work)
  done.catch(() => {})
  return done
}

const WORK_FOLDER = '.recording'
const fileNames = ['series.parquet', 'events.parquet', 'kpis.json', 'report.html'] as const

type Run = Omit<RunSoFar, 'last' | 'nodes'> &
  Partial<Pick<RunSoFar, 'last' | 'nodes'>> & { work: Work; members: Members; flow: Flow }
type Rows = { series: Table<Glance>; events: Table<TickedEvent> }

async function openRows(tables: Tables): Promise<Rows> {
  try {
    return { series: await tables.open('series', seriesColumns), events: await tables.open('events', eventColumns) }
  } catch (error) {
    tables.close()
    throw error
  }
}

function startRun(setting: RunSetting): Run {
  const capacity = { 1: { online: 0, busy: 0 }, 2: { online: 0, busy: 0 }, 3: { online: 0, busy: 0 } }
  const providers = createProviders(setting)
  const members = createMembers()
  return { setting, tally: createTally(), flow: createFlow(), providers, members, capacity, ticks: 0, work: new Map() }
}

/** Where the events of a tick are taken down. */
type Desk = { sheet: Sheet; shift: Shift }

function openDesk({ setting, tally, flow, work, members }: Run, tick: Tick): Desk {
  return { sheet: { tally, flow, tick }, shift: { work, members, tick, seconds: setting.tick } }
}

function hear({ members, providers }: Run, { sheet, shift }: Desk, event: MarketEvent): void {
  countEvent(sheet, event)
  bringUpToDate(members, shift.tick.state, providers)
  followWork(shift, event)
}

function observeTick(run: Run, { series }: Rows, observation: Observation): void {
  const { setting, tally, flow, work, members } = run
  countTick(tally, flow, observation)
  bringUpToDate(members, observation.state, run.providers)
  endShift({ work, members, tick: observation, seconds: setting.tick })
  const nodes = countNodes({ setting, members: run.members.list, observation })
  series.append({ setting, observation, tally, flow, nodes })
  for (const tier of tiers) {
    run.capacity[tier].online += nodes.capacity[tier].online
    run.capacity[tier].busy += nodes.capacity[tier].busy
  }
  Object.assign(run, { last: observation, nodes, ticks: run.ticks + 1, flow: createFlow() })
}

type Place = Rows & { folder: string; tables: Tables }

// All four files are whole before the first is put in its place: a run that was cut short leaves nothing that looks like a result.
async function writeRun({ folder, tables, series, events }: Place, run: Run, result: RunResult): Promise<Kpis> {
  const { last, nodes } = run
  if (!last || !nodes) throw new EmptyRunError()
  const text = `${stableJson(computeKpis({ ...run, last, nodes }, result), 2)}\n`
  // The page is drawn from what the file says, so that it can be drawn again from the file alone.
  const kpis = JSON.parse(text) as Kpis
  const work = join(folder, WORK_FOLDER)
  await series.writeParquet(join(work, 'series.parquet'))
  await events.writeParquet(join(work, 'events.parquet'))
  const page = await renderPage(kpis, readSeries(tables.connection, 'series'))
  guarded(folder, () => {
    writeFileSync(join(work, 'kpis.json'), text)
    writeFileSync(join(work, 'report.html'), page)
    for (const name of fileNames) renameSync(join(work, name), join(folder, name))
  })
  return kpis
}

/** A run without a single tick has nothing to report. */
export class EmptyRunError extends BaseError {
  override name = 'EmptyRunError'

  constructor() {
    super('There is nothing to report: no tick was observed.', {
      hint: 'Give the scenario a duration of at least one tick.',
    })
  }
}
