import type { BuyerOptions, TaskWish } from '../agents/buyer.ts'
import type { Chance } from '../engine/chance.ts'
import type { Clock } from '../engine/clock.ts'
import { bernoulli, draw, exponential, type Spread } from '../engine/distributions.ts'
import { toWish, type WishUnits } from './demand.ts'
import { TraceError, type TraceRow } from './readTrace.ts'
import type { TraceDemand } from './schema.ts'
import { resourceTypes } from './units.ts'

/** A task of a trace: when it is asked for, and by which of the buyers (a number from 0). */
type Arrival = { time: number; buyer: number; wish: TaskWish }

export type TraceOptions = {
  path: string
  rows: readonly TraceRow[]
  demand: TraceDemand
  clock: Clock
  buyers: number
  units: WishUnits
  chance: Chance
}

/**
 * Shares the tasks of a trace among the buyers, by luck, and answers with what each of them wants. What a row does not say
 * is drawn from `task` of the scenario. A trace without times is a bag of tasks: arrivals are Poisson, and each draws
 * one of the rows.
 *
 * @throws TraceError when no row falls into the time of the run
 */
export function createTraceDemand(options: TraceOptions): BuyerOptions['wishes'][] {
  const { path, demand, buyers } = options
  const luck = options.chance.split('trace')
  const timed = demand.columns.time ? timesOf(options, luck) : arrivals(options, luck)
  if (timed.length === 0) throw outsideError(path, options)
  const queues: Arrival[][] = Array.from({ length: buyers }, () => [])
  for (const { row, time } of timed) {
    const buyer = Math.floor(luck.next() * buyers)
    queues[buyer]!.push({ time, buyer, wish: toWish(complete(row, demand, luck), options.units) })
  }
  return queues.map((queue) => {
    let next = 0
    return ({ end }) => {
      const from = next
      while (next < queue.length && queue[next]!.time < end) next++
      return queue.slice(from, next).map(({ wish }) => wish)
    }
  })
}

type TimedRow = { row: TraceRow; time: number }

/** The rows whose times, moved and stretched as the scenario says, are within the run. */
function timesOf({ rows, demand, clock }: TraceOptions, luck: Chance): TimedRow[] {
  const first = rows[0]?.time ?? 0
  const origin = demand.align === 'start' ? clock.start : first
  const end = clock.start + clock.tick * clock.ticks
  return rows
    .map((row) => ({ row, time: origin + (row.time! - first) * demand.stretch }))
    .filter(({ time }) => time >= clock.start && time < end)
    .filter(() => bernoulli(luck, demand.sample))
}

function arrivals({ rows, demand, clock }: TraceOptions, luck: Chance): TimedRow[] {
  const gap = 86_400 / (demand.tasksPerDay ?? 0)
  const end = clock.start + clock.tick * clock.ticks
  const timed: TimedRow[] = []
  if (rows.length === 0) return timed
  for (let time = clock.start + exponential(luck, gap); time < end; time += exponential(luck, gap)) {
    timed.push({ row: rows[Math.floor(luck.next() * rows.length)]!, time })
  }
  return timed
}

function complete(row: TraceRow, { task }: TraceDemand, luck: Chance) {
  // The schema has seen to it that one of the two is there.
  const either = (seen: number | undefined, spread: Spread | undefined) => seen ?? draw(luck, spread ?? 0)
  return {
    resourceType: resourceTypes[task.resource],
    duration: either(row.duration, task.duration),
    power: either(row.power, task.power),
    price: either(row.price, task.price),
    sla: task.sla,
    trust: task.trust,
    region: task.region,
  }
}

function outsideError(path: string, { rows, clock }: TraceOptions): TraceError {
  const day = (time: number | undefined) => (time === undefined ? '?' : new Date(time * 1000).toISOString())
  const end = clock.start + clock.tick * clock.ticks
  if (rows.length === 0) return new TraceError(path, 'Expected: rows below the header', { seen: 'no rows' })
  return new TraceError(path, `Expected: rows from ${day(clock.start)} to ${day(end)}, the time of the run`, {
    seen: `rows from ${day(rows[0]!.time)} to ${day(rows[rows.length - 1]!.time)}`,
    hint: 'Set `start` to the time of the trace, move the trace with `demand: { align: start }`, or name a `scale` where its times are not in seconds.',
  })
}
