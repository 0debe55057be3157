import type { Kpis } from '../../kpis.ts'
import type { Series } from '../../series.ts'
import { shareOf } from '../../units.ts'
import type { Chart, Colour, Line } from '../chart.ts'
import { formatNumber, formatShare } from '../format.ts'
import { spansOf, thinLine, thinTotal } from '../thin.ts'

type State = { column: string; name: string; colour: Colour }

const unfinished: State[] = [
  { column: 'tasks_open', name: 'Open', colour: 'task-open' },
  { column: 'tasks_assigned', name: 'Assigned', colour: 'task-assigned' },
  { column: 'tasks_in_progress', name: 'In progress', colour: 'task-in-progress' },
  { column: 'tasks_completed', name: 'Under review', colour: 'task-completed' },
  { column: 'tasks_disputed', name: 'Disputed', colour: 'task-disputed' },
]
const ended: State[] = [
  { column: 'tasks_verified', name: 'Verified', colour: 'task-verified' },
  { column: 'tasks_cancelled', name: 'Cancelled', colour: 'task-cancelled' },
  { column: 'tasks_failed', name: 'Failed', colour: 'task-failed' },
]

/** Tasks that are under way, stacked by state. */
export async function openTasksChart(kpis: Kpis, series: Series): Promise<Chart> {
  const lines = await linesOf(kpis, series, unfinished, thinLine)
  const seen = lines.filter(({ points }) => points.some(([, value]) => value !== 0))
  return {
    id: 'tasks-open',
    isHalf: true,
    title: 'Tasks under way, by state',
    see:
      kpis.tasks.posted === 0
        ? 'No task was posted in this run.'
        : `The height is the number of unfinished tasks, ${formatNumber(kpis.tasks.unfinished)} at the end; a grey band that grows would mean that tasks wait for machines.`,
    drawing: seen.length === 0 ? undefined : { kind: 'lines', unit: 'count', lines: seen, stacked: true },
  }
}

/** Tasks that ended, adding up. */
export async function endedTasksChart(kpis: Kpis, series: Series): Promise<Chart> {
  const { verified, cancelled, failed } = kpis.tasks
  const lines = await linesOf(kpis, series, ended, thinTotal)
  const count = verified + cancelled + failed
  return {
    id: 'tasks-ended',
    isHalf: true,
    title: 'Tasks ended so far, by outcome',
    see:
      count === 0
        ? 'No task ended in this run.'
        : `Of ${formatNumber(count)} tasks that ended, ${formatShare(shareOf(verified, count))} were verified and paid; the others were refunded in full. Nodes gave up or ran late ${formatNumber(kpis.tasks.failedAttempts)} times on the way.`,
    drawing: count === 0 ? undefined : { kind: 'lines', unit: 'count', lines },
  }
}

async function linesOf(kpis: Kpis, series: Series, states: State[], thin: typeof thinLine): Promise<Line[]> {
  const times = (await series.numbers('time')) as number[]
  const spans = spansOf(kpis.run)
  const lines: Line[] = []
  for (const { column, name, colour } of states) {
    lines.push({ name, colour, ...thin(times, await series.numbers(column), spans) })
  }
  return lines
}
