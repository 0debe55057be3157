import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parameters, TaskStatus } from '@aiigo/core'
import {
  createState,
  type MarketEvent,
  type MarketEventArgs,
  type MarketEventName,
  type TaskState,
} from '@aiigo/protocol'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Kpis } from '../kpis.ts'
import type { RunResult } from '../observation.ts'
import { createRecorder, type Recorder } from '../recorder.ts'
import { countEvent, countTick, createFlow, type Flow, type Tally } from '../tally.ts'
import { blankTask, type FakeRunOptions, fakeRun, type Seen } from './fakeRun.ts'

export const taskId = `0x${'d'.repeat(64)}` as const
export const nodeId = `0x${'c'.repeat(64)}` as const
export const buyer = `0x${'b'.repeat(40)}` as const
export const owner = `0x${'a'.repeat(40)}` as const

/** A run's last words, of a run in which all is well. */
export const goodResult: RunResult = {
  command: 'aiigo-sim run first-week.yaml --seed 7',
  conservation: [{ name: 'EscrowManager', expected: 10n ** 18n + 1n, actual: 10n ** 18n + 1n }],
  facts: { ledger: 'made up' },
}

/** Runs `act` with a folder that is gone afterwards. */
export async function withFolder<result>(act: (folder: string) => Promise<result>): Promise<result> {
  const folder = mkdtempSync(join(tmpdir(), 'aiigo-report-'))
  try {
    return await act(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Records a made-up run into a folder. */
export async function record(folder: string, options: FakeRunOptions = {}, result = goodResult): Promise<Kpis> {
  const { setting, observations } = fakeRun(options)
  const recorder = await createRecorder({ setting, folder })
  for (const seen of observations) await tell(recorder, seen)
  return recorder.finish(result)
}

/** Tells a recorder of one tick, as a simulation does. */
export async function tell(recorder: Recorder, seen: Seen): Promise<void> {
  for (const event of seen.events) recorder.listen(event, seen)
  await recorder.observe(seen)
}

/** Adds one tick to a tally, and answers with what moved in it. */
export function count(tally: Tally, seen: Seen): Flow {
  const flow = createFlow()
  for (const event of seen.events) countEvent({ tally, flow, tick: seen }, event)
  countTick(tally, flow, seen)
  return flow
}

/** Rows of a query, as DuckDB's own JSON values: a DECIMAL stays an exact string. */
export async function query(sql: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    return (await connection.runAndReadAll(sql)).getRowObjectsJson()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

export function event<name extends MarketEventName>(name: name, args: MarketEventArgs[name], time = 0): MarketEvent {
  return { name, args, contract: 'taskMarketplace', time, block: 1, index: 0 } as unknown as MarketEvent
}

/** One tick of a market with at most one task. */
export function observation(given: Partial<Seen> & { task?: Partial<TaskState> } = {}): Seen {
  const { task, ...rest } = given
  const state = createState(parameters)
  if (task) state.tasks.set(taskId, { ...blankTask, ...fakeTask, ...task })
  return {
    tick: 0,
    time: 0,
    state,
    events: [],
    online: new Set(),
    demand: { tasks: 0, unmatched: 0, reasons: {}, aboveLimit: 0 },
    ...rest,
  }
}

const fakeTask = {
  taskId,
  buyer,
  status: TaskStatus.Open as TaskStatus,
  resourceType: 0 as const,
  requiredPower: 10n ** 18n,
  duration: 1_800,
  maxPrice: 200n,
  escrowAmount: 100n,
  createdAt: 0,
}
