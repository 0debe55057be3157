import { expect, test } from 'vitest'
import { createChance } from '../engine/chance.ts'
import { parseScenario } from './loadScenario.ts'
import { TraceError, type TraceRow } from './readTrace.ts'
import type { TraceDemand } from './schema.ts'
import { createTraceDemand } from './traceDemand.ts'

const start = Date.UTC(2026, 0, 5) / 1000
const clock = { start, tick: 3_600, ticks: 24 }
const units = { hashScale: { 0: 1_000, 1: 1, 2: 1, 3: 1, 4: 1 }, ethUsd: 3_000 }

/** The demand of a scenario file, with its defaults. */
function demandOf(yaml: string): TraceDemand {
  const head = `name: t\nstart: 2026-01-05\nlength: 1d\nethUsd: 3000\nproviders: []\nbuyers: [{ name: b, type: startup, count: 2 }]\n`
  return parseScenario(`${head}demand: ${yaml}`, 't.yaml').demand!
}

function wishes(yaml: string, rows: TraceRow[], seed = 1) {
  const queues = createTraceDemand({
    path: 't.csv',
    rows,
    demand: demandOf(yaml),
    clock,
    buyers: 2,
    units,
    chance: createChance(seed),
  })
  return Array.from({ length: clock.ticks }, (_, tick) => {
    const time = start + tick * clock.tick
    return queues.flatMap((queue) => queue({ tick, time, end: time + clock.tick }))
  })
}

const rest = 'task: { power: 20, price: 1 }'

test('default', () => {
  const ticks = wishes(`{ trace: t.csv, columns: { time: when, duration: secs }, ${rest} }`, [
    { time: start + 10, duration: 600 },
    { time: start + 7_200, duration: 30 },
    { time: start + 86_400, duration: 600 },
  ])
  expect(ticks.map((tick) => tick.length).slice(0, 4)).toEqual([1, 0, 1, 0])
  expect(ticks.flat()).toHaveLength(2)
  expect(ticks[0]![0]).toEqual({
    resourceType: 0,
    duration: 600,
    requiredPower: 20n * 10n ** 15n,
    priceLimit: 333_333_333_333_334n,
    minTrustLevel: 1,
    document: { region: undefined, minUptimeBps: 0 },
  })
  expect(ticks[2]![0]!.duration).toBe(60)
})

test('args: a trace of another time is moved to the start and stretched', () => {
  const rows = [0, 60, 600].map((seconds) => ({ time: 1_700_000_000 + seconds }))
  const yaml = `{ trace: t.csv, columns: { time: T }, align: start, stretch: 60, task: { duration: 1h, power: 1, price: 1 } }`
  expect(wishes(yaml, rows).map((tick) => tick.length)).toEqual([1, 1, ...Array(8).fill(0), 1, ...Array(13).fill(0)])
})

test('args: a sample of the rows', () => {
  const rows = Array.from({ length: 1_000 }, (_, i) => ({ time: start + i }))
  const taken = wishes(
    `{ trace: t.csv, columns: { time: T }, sample: 0.3, task: { duration: 1h, power: 1, price: 1 } }`,
    rows,
  )
  expect(taken.flat().length).toBeGreaterThan(250)
  expect(taken.flat().length).toBeLessThan(350)
})

test('behavior: a trace without times is a bag of tasks that arrive by chance', () => {
  const rows = [{ duration: 100 }, { duration: 200 }]
  const drawn = wishes(`{ trace: t.csv, columns: { duration: runtime }, tasksPerDay: 500, ${rest} }`, rows).flat()
  expect(Math.abs(drawn.length - 500)).toBeLessThan(80)
  const short = drawn.filter((wish) => wish.duration === 100).length
  expect(Math.abs(short / drawn.length - 0.5)).toBeLessThan(0.1)
})

test('behavior: the same seed draws the same, and the buyers share the tasks', () => {
  const yaml = `{ trace: t.csv, columns: { duration: runtime }, tasksPerDay: 50, ${rest} }`
  const rows = [{ duration: 100 }, { duration: 200 }]
  expect(wishes(yaml, rows)).toEqual(wishes(yaml, rows))
  expect(wishes(yaml, rows)).not.toEqual(wishes(yaml, rows, 2))
})

test('error: a trace of another time says of which', () => {
  const yaml = `{ trace: t.csv, columns: { time: T }, task: { duration: 1h, power: 1, price: 1 } }`
  const call = () => wishes(yaml, [{ time: 1_700_000_000 }])
  expect(call).toThrow(TraceError)
  expect(call).toThrow('2023-11-14T22:13:20.000Z')
  expect(call).toThrow('align: start')
  expect(() => wishes(yaml, [])).toThrow('Expected: rows below the header')
})
