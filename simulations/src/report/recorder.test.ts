import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { TaskStatus } from '@aiigo/core'
import { expect, test } from 'vitest'
import { node } from '../agents/testing.ts'
import { createRecorder, EmptyRunError } from './recorder.ts'
import { rewriteReport } from './rewriteReport.ts'
import { RecordingError } from './tables.ts'
import { fakeRun } from './testing/fakeRun.ts'
import { event, goodResult, nodeId, observation, query, record, taskId, tell, withFolder } from './testing/fixtures.ts'

const files = ['events.parquet', 'kpis.json', 'report.html', 'series.parquet']
const options = { ticks: 30 }

test('default', async () => {
  await withFolder(async (folder) => {
    const kpis = await record(folder, options)
    expect(readdirSync(folder).sort()).toEqual(files)
    expect(JSON.parse(readFileSync(join(folder, 'kpis.json'), 'utf8'))).toEqual(kpis)
    const series = await query(`SELECT count(*)::INT AS rows, min(time)::VARCHAR AS first, max(tick)::INT AS last
      FROM '${folder}/series.parquet'`)
    expect(series).toEqual([{ rows: 30, first: '2026-01-05 00:00:00', last: 29 }])
  })
})

test('behavior: amounts are exact to the wei in both tables', async () => {
  await withFolder(async (folder) => {
    const { money } = await record(folder, options)
    const [series] =
      await query(`SELECT sum(paid_to_providers)::VARCHAR AS paid, arg_max(escrow_held, tick)::VARCHAR AS held
      FROM '${folder}/series.parquet'`)
    expect(series).toEqual({ paid: money.paidToProviders.wei, held: money.escrowHeld.wei })
    const [events] =
      await query(`SELECT sum(amount)::VARCHAR AS paid, sum((rest->>'platformFee')::HUGEINT)::VARCHAR AS fees
      FROM '${folder}/events.parquet' WHERE name = 'EscrowReleased'`)
    expect(events).toEqual({ paid: money.paidToProviders.wei, fees: money.platformFees.wei })
    expect(BigInt(money.paidToProviders.wei)).toBeGreaterThan(10n ** 15n)
  })
})

test('behavior: every event is a row, in its order', async () => {
  await withFolder(async (folder) => {
    await record(folder, options)
    const expected = [...fakeRun(options).observations].flatMap(({ events }) => events.map(({ name }) => name))
    const rows = await query(`SELECT name FROM '${folder}/events.parquet'`)
    expect(rows.map(({ name }) => name)).toEqual(expected)
    expect(rows.length).toBeGreaterThan(500)
  })
})

test('args: without its events a run has the same figures, and an empty table', async () => {
  await withFolder(async (folder) => {
    const { setting, observations } = fakeRun(options)
    const recorder = await createRecorder({ setting, folder, events: 'none' })
    for (const seen of observations) await tell(recorder, seen)
    const kpis = await recorder.finish(goodResult)
    const rows = await query(`SELECT count(*)::INT AS rows FROM '${folder}/events.parquet'`)
    expect(rows).toEqual([{ rows: 0 }])
    expect(kpis).toEqual(await withFolder((other) => record(other, options)))
  })
})

test('behavior: a node that registers and begins to work in one tick has worked in it', async () => {
  await withFolder(async (folder) => {
    const { setting } = fakeRun()
    const time = setting.start
    const member = node({ nodeId, provenAt: time })
    const assigned = event('TaskAssigned', { taskId, nodeId, startTime: BigInt(time) }, time)
    const online = new Set([member.owner])
    const seen = observation({ time, online, events: [assigned], task: { status: TaskStatus.InProgress } })
    seen.state.nodes.set(nodeId, member)
    const recorder = await createRecorder({ setting, folder })
    await tell(recorder, seen)
    expect((await recorder.finish(goodResult)).utilization.tier3).toBeGreaterThan(0)
  })
})

test('behavior: the same run gives the same bytes', async () => {
  const read = (folder: string) => files.map((name) => readFileSync(join(folder, name)).toString('base64'))
  const runs = await Promise.all(
    [1, 2].map(() => withFolder(async (folder) => record(folder, options).then(() => read(folder)))),
  )
  expect(runs[0]).toEqual(runs[1])
})

test('behavior: a discarded run leaves nothing behind', async () => {
  await withFolder(async (folder) => {
    const { setting, observations } = fakeRun(options)
    const recorder = await createRecorder({ setting, folder })
    for (const seen of observations) await tell(recorder, seen)
    expect(readdirSync(folder)).toEqual(['.recording'])
    await recorder.discard()
    await recorder.discard()
    expect(readdirSync(folder)).toEqual([])
  })
})

test('behavior: what a killed run left behind does not stop the next one', async () => {
  await withFolder(async (folder) => {
    const { setting } = fakeRun(options)
    const killed = await createRecorder({ setting, folder: join(folder, 'killed') })
    const left = readFileSync(join(folder, 'killed/.recording/rows.duckdb'))
    await killed.discard()
    const recorder = await createRecorder({ setting, folder })
    await recorder.discard()
    const { mkdirSync } = await import('node:fs')
    mkdirSync(join(folder, '.recording'))
    writeFileSync(join(folder, '.recording/rows.duckdb'), left)
    await record(folder, options)
    expect(existsSync(join(folder, '.recording'))).toBe(false)
  })
})

test('behavior: the report can be drawn anew from the files, byte for byte', async () => {
  await withFolder(async (folder) => {
    await record(folder, options)
    const page = readFileSync(join(folder, 'report.html'), 'utf8')
    writeFileSync(join(folder, 'report.html'), '')
    await rewriteReport(folder)
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toBe(page)
  })
})

test('error: a run without a tick', async () => {
  await withFolder(async (folder) => {
    const recorder = await createRecorder({ setting: fakeRun().setting, folder })
    await expect(recorder.finish(goodResult)).rejects.toThrow(EmptyRunError)
    expect(readdirSync(folder)).toEqual([])
  })
})

test('error: an event that cannot be written down, also in the last tick', async () => {
  await withFolder(async (folder) => {
    const { setting, observations } = fakeRun(options)
    const [first, second] = observations
    const unreadable = new Proxy({}, { ownKeys: () => { throw new Error('no room') } }) // biome-ignore format: one line
    const event = { ...first!.events[0]!, name: 'MetadataUpdated', args: unreadable } as never
    const recorder = await createRecorder({ setting, folder })
    await tell(recorder, { ...first!, events: [event] })
    await expect(recorder.finish(goodResult)).rejects.toThrow('no room')
    expect(readdirSync(folder).filter((name) => files.includes(name))).toEqual([])

    const another = await createRecorder({ setting, folder })
    await tell(another, { ...first!, events: [event] })
    await expect(another.observe(second!)).rejects.toThrow('no room')
    await another.discard()
  })
})

test('error: a folder that cannot be made', async () => {
  await withFolder(async (folder) => {
    writeFileSync(join(folder, 'taken'), '')
    const recording = createRecorder({ setting: fakeRun().setting, folder: join(folder, 'taken') })
    await expect(recording).rejects.toThrow(RecordingError)
    await expect(recording).rejects.toThrow(/disk has room/)
  })
})

test('error: drawing a run that is not there', async () => {
  await withFolder(async (folder) => {
    await expect(rewriteReport(folder)).rejects.toThrow(RecordingError)
  })
})
