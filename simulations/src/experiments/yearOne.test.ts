import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseScenario } from './loadScenario.ts'
import { runScenario } from './runScenario.ts'

const path = new URL('../../scenarios/year-1.yaml', import.meta.url)

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'aiigo-year-'))
})
afterAll(() => rm(root, { recursive: true }))

const count = (groups: readonly { count: number }[]) => groups.reduce((sum, { count }) => sum + count, 0)

test("default: the design's first year, of a million tasks", async () => {
  const scenario = parseScenario(await readFile(path, 'utf8'), 'year-1.yaml')
  expect(scenario).toMatchObject({ length: 365 * 86_400, ledger: 'twin', events: 'none' })
  expect([count(scenario.providers), count(scenario.buyers)]).toEqual([10_000, 500])
  const tasks = scenario.buyers.reduce((sum, { count, tasksPerDay }) => sum + count * tasksPerDay * 365, 0)
  expect(tasks).toBeGreaterThan(1_010_000)
})

/** The first ten days, with a tenth of everybody, of whom all come in the first three. */
async function shortened(): Promise<string> {
  const text = (await readFile(path, 'utf8'))
    .replace('length: 365d', 'length: 10d')
    .replace(/count: (\d+)/g, (_, count) => `count: ${Math.round(Number(count) / 10)}`)
    .replace(/joins: \{[^}]*\}/g, 'joins: { from: 0d, to: 3d }')
  const file = join(root, 'year-1.yaml')
  await writeFile(file, text)
  return file
}

test('behavior: ten days of it, with a tenth of everybody, are the same twice', async () => {
  const scenario = await shortened()
  const first = await runScenario({ scenario, out: join(root, 'first') })
  const second = await runScenario({ scenario, out: join(root, 'second') })
  expect(second.kpis).toEqual(first.kpis)
  const { tasks, conservation, facts, run } = first.kpis
  expect(run.providers).toBe(1_000)
  expect(tasks.posted).toBeGreaterThan(2_500)
  expect(tasks.verified).toBeGreaterThan(1_000)
  expect(conservation.holds).toBe(true)
  expect(facts).toMatchObject({ ledger: 'twin', events: 'none recorded, as the scenario says' })
  const manifest = JSON.parse(await readFile(join(first.folder, 'manifest.json'), 'utf8'))
  expect(manifest).toMatchObject({ events: 'none', versions: { ledger: 'twin' } })
}, 60_000)
