import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Progress } from '../engine/progress.ts'
import { OutputError } from './runFolder.ts'
import { runScenario } from './runScenario.ts'

let root: string
let cache: string
let out: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'aiigo-run-'))
  cache = join(root, 'cache')
})
beforeEach(async () => {
  out = await mkdtemp(join(root, 'out-'))
})
afterAll(() => rm(root, { recursive: true }))

async function hashes(folder: string): Promise<Record<string, string>> {
  const files = (await readdir(folder)).filter((file) => file !== 'timing.json')
  const entries = files.map(async (file) => {
    const bytes = await readFile(join(folder, file))
    return [file, createHash('sha256').update(bytes).digest('hex')] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

test('default', async () => {
  const phases = new Set<string>()
  let told: Progress['tasks'] | undefined
  const onProgress = ({ phase, tasks }: Progress) => {
    phases.add(phase)
    told = tasks
  }
  const { folder, kpis, audit } = await runScenario({ scenario: 'tiny', out, cache, onProgress })
  expect(folder).toBe(join(out, 'tiny-1'))
  expect((await readdir(out)).sort()).toEqual(['tiny-1'])
  expect((await readdir(folder)).sort()).toEqual([
    'events.parquet',
    'kpis.json',
    'manifest.json',
    'report.html',
    'series.parquet',
    'timing.json',
  ])
  expect([...phases]).toEqual(['preparing the chain', 'running', 'checking conservation', 'writing the report'])
  expect(kpis.tasks.verified).toBeGreaterThan(20)
  expect(told).toMatchObject({ posted: kpis.tasks.posted, paid: kpis.tasks.verified })
  expect(audit.differences).toEqual([])
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
  expect(manifest).toMatchObject({ name: 'tiny', seed: 1, command: 'aiigo-sim run tiny --seed 1' })
  expect(manifest.conservation).toMatchObject({ nodes: 12, differences: 0 })
}, 60_000)

test('behavior: the same seed makes the same bytes, another one does not', async () => {
  const again = join(out, 'again')
  const first = await runScenario({ scenario: 'tiny', seed: 5, out, cache })
  // A second cache: the base chain is made anew, and must be the same.
  const second = await runScenario({ scenario: 'tiny', seed: 5, out: again, cache: join(root, 'cache-2') })
  const other = await runScenario({ scenario: 'tiny', seed: 6, out, cache })
  expect(await hashes(second.folder)).toEqual(await hashes(first.folder))
  expect((await hashes(other.folder))['events.parquet']).not.toBe((await hashes(first.folder))['events.parquet'])
}, 120_000)

test('behavior: an older run of the same name is replaced', async () => {
  await mkdir(join(out, 'tiny-1'))
  await writeFile(join(out, 'tiny-1', 'manifest.json'), '{}')
  await writeFile(join(out, 'tiny-1', 'old.txt'), '')
  const { folder } = await runScenario({ scenario: 'tiny', out, cache })
  expect(await readdir(folder)).not.toContain('old.txt')
  expect(await readdir(out)).toEqual(['tiny-1'])
}, 60_000)

test('behavior: a stopped run leaves nothing', async () => {
  const controller = new AbortController()
  const onProgress = ({ tick }: { tick: number }) => tick === 3 && controller.abort(new Error('enough'))
  const run = runScenario({ scenario: 'tiny', out, cache, signal: controller.signal, onProgress })
  await expect(run).rejects.toThrow('enough')
  expect(await readdir(out)).toEqual([])
}, 60_000)

test('behavior: drafts of killed runs are removed, those of living ones are not', async () => {
  const [dead, living] = [`.tiny-1.${2 ** 22 + 1}.aaaaaa`, `.tiny-1.${process.ppid}.bbbbbb`]
  for (const name of [dead, living]) await mkdir(join(out, name))
  await runScenario({ scenario: 'tiny', out, cache })
  expect((await readdir(out)).sort()).toEqual([living, 'tiny-1'])
}, 60_000)

test('error: a folder that is not a run is not touched', async () => {
  await mkdir(join(out, 'tiny-1'))
  await writeFile(join(out, 'tiny-1', 'thesis.doc'), 'years of work')
  const error = await runScenario({ scenario: 'tiny', out, cache }).catch((error) => error)
  expect(error).toBeInstanceOf(OutputError)
  expect(error.message).toContain('thesis.doc')
  expect(await readdir(join(out, 'tiny-1'))).toEqual(['thesis.doc'])
})

test('error: out is a file', async () => {
  const file = join(out, 'file')
  await writeFile(file, '')
  const error = await runScenario({ scenario: 'tiny', out: file, cache }).catch((error) => error)
  expect(error).toBeInstanceOf(OutputError)
  expect(error.message).toContain('--out')
})

const isRoot = process.getuid?.() === 0
if (isRoot) console.log('skipped: root may write to a folder that is read-only')

test.skipIf(isRoot)('error: out may not be written to', async () => {
  await chmod(out, 0o500)
  await expect(runScenario({ scenario: 'tiny', out, cache })).rejects.toThrow(OutputError)
  await chmod(out, 0o700)
})

test('error: a trace that is not there', async () => {
  const yaml = join(out, 'market.yaml')
  const demand =
    'demand: { trace: jobs.csv, columns: { duration: runtime }, tasksPerDay: 10, task: { power: 5, price: 1 } }'
  const head = 'name: market\nstart: 2026-01-05\nlength: 2h\nethUsd: 3000\nproviders: []\n'
  await writeFile(yaml, `${head}buyers: [{ name: lab, type: researcher, count: 1 }]\n${demand}\n`)
  const error = await runScenario({ scenario: yaml, out, cache }).catch((error) => error)
  expect(error.message).toContain(`The trace ${join(out, 'jobs.csv')} cannot be used.`)
  expect(await readdir(out)).toEqual(['market.yaml'])
})

test('behavior: a market of demand alone, from a trace beside the scenario', async () => {
  const yaml = join(out, 'market.yaml')
  await writeFile(join(out, 'jobs.csv'), 'runtime\n600\n1200\n')
  const demand =
    'demand: { trace: jobs.csv, columns: { duration: runtime }, tasksPerDay: 100, task: { power: 5, price: 1 } }'
  const head = 'name: market\nstart: 2026-01-05\nlength: 3h\nethUsd: 3000\nproviders: []\n'
  await writeFile(yaml, `${head}buyers: [{ name: lab, type: researcher, count: 1 }]\n${demand}\n`)
  const { kpis, folder } = await runScenario({ scenario: yaml, out, cache })
  expect(kpis.demand.tasks).toBeGreaterThan(3)
  expect(kpis.demand.unmatched).toBe(kpis.demand.tasks)
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
  expect(manifest.trace).toMatchObject({ file: 'jobs.csv' })
}, 60_000)
