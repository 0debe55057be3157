import { expect, test } from 'vitest'
import { bringUpToDate, createMembers } from './members.ts'
import { countNodes } from './nodes.ts'
import { createProviders } from './providers.ts'
import { seriesColumns } from './seriesColumns.ts'
import { createTally } from './tally.ts'
import { fakeRun } from './testing/fakeRun.ts'
import { count } from './testing/fixtures.ts'
import { endShift, followWork } from './work.ts'

function lastRow(ticks: number) {
  const { setting, observations } = fakeRun({ ticks })
  const [tally, providers, work] = [createTally(), createProviders(setting), new Map()]
  const members = createMembers()
  let row: Record<string, unknown> = {}
  for (const observation of observations) {
    const flow = count(tally, observation)
    bringUpToDate(members, observation.state, providers)
    const shift = { work, members, tick: observation, seconds: setting.tick }
    for (const event of observation.events) followWork(shift, event)
    endShift(shift)
    const nodes = countNodes({ setting, members: members.list, observation })
    const glance = { setting, observation, tally, flow, nodes }
    row = Object.fromEntries(seriesColumns.map((column) => [column.name, column.read(glance)]))
  }
  return { row, tally, setting }
}

test('default', () => {
  const { row } = lastRow(30)
  expect(row).toMatchObject({ tick: 29, price_benchmark_iot: undefined })
  expect(row.utilization_tier3).toBeGreaterThan(0.05)
  expect(row.utilization_tier3).toBeLessThan(1)
  expect(row.hash_rate_verified_gpu as number).toBeGreaterThan(1e9)
})

test('behavior: names are unique and every column says what it means', () => {
  const names = seriesColumns.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.every((name) => /^[a-z][a-z0-9_]*$/.test(name))).toBe(true)
  expect(seriesColumns.filter(({ meaning }) => meaning.length < 8)).toEqual([])
})

test('behavior: the states of all tasks add up to the tasks posted', () => {
  const { row, tally } = lastRow(40)
  const states = ['open', 'assigned', 'in_progress', 'completed', 'disputed', 'verified', 'cancelled', 'failed']
  const sum = states.reduce((total, state) => total + (row[`tasks_${state}`] as number), 0)
  expect(tally.tasksNew).toBeGreaterThan(100)
  expect(sum).toBe(tally.tasksNew)
})

test('behavior: trust levels add up to the nodes', () => {
  const { row } = lastRow(5)
  const levels = [0, 1, 2, 3, 4].reduce((total, level) => total + (row[`trust_level_${level}`] as number), 0)
  expect(levels).toBe(row.nodes_registered)
})
