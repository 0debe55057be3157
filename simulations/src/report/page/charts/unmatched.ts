import type { Kpis } from '../../kpis.ts'
import type { Series } from '../../series.ts'
import type { Chart, Colour } from '../chart.ts'
import { formatNumber, formatShare } from '../format.ts'
import { htmlTable } from '../table.ts'
import { cutSpans } from '../thin.ts'

const MOST_BARS = 60
const colours: Colour[] = ['series-1', 'series-2', 'series-3', 'series-4', 'series-5', 'series-6', 'series-7']

// The matcher's criteria in the words of a reader; any other reason is shown as it is.
const words = new Map([
  ['resourceType', 'type of machine'],
  ['trustLevel', 'trust level'],
  ['sla', 'SLA'],
  ['exclusion', 'excluded machines'],
  ['no node', 'no machine at all'],
])
const wordOf = (reason: string) => words.get(reason) ?? reason

/** Tasks that nobody could be found for when they were asked for, by the matcher's criterion that stood in the way. */
export async function unmatchedChart({ demand }: Kpis, series: Series): Promise<Chart> {
  const reasons = Object.entries(demand.reasons)
    .filter(([, count]) => count > 0)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
  return {
    id: 'unmatched',
    title: 'Unmatched demand, by reason',
    see: sentence(demand, reasons),
    drawing:
      reasons.length === 0
        ? undefined
        : await bars(
            series,
            reasons.map(([reason]) => reason),
          ),
    ...(reasons.length === 0 ? {} : { table: table(reasons, demand.unmatched) }),
  }
}

type Reasons = [string, number][]

function sentence({ tasks, unmatched, unmatchedShare }: Kpis['demand'], reasons: Reasons): string {
  if (tasks === 0) return 'Demand asked for no task in this run.'
  if (unmatched === 0) return `Each of the ${formatNumber(tasks)} tasks that demand asked for found a machine.`
  const share = `${formatNumber(unmatched)} of ${formatNumber(tasks)} tasks (${formatShare(unmatchedShare)}) found no machine when they were asked for`
  const first = reasons[0]
  return first ? `${share}; what stood in the way most often was “${wordOf(first[0])}”.` : `${share}.`
}

async function bars(series: Series, reasons: string[]): Promise<Chart['drawing']> {
  const times = (await series.numbers('time')) as number[]
  const rows = (await series.texts('demand_unmatched_reasons')).map(
    (text) => JSON.parse(text) as Record<string, number>,
  )
  const spans = cutSpans(rows.length, MOST_BARS)
  const sum = (reason: string, from: number, to: number) =>
    rows.slice(from, to).reduce((total, row) => total + (Object.hasOwn(row, reason) ? row[reason]! : 0), 0)
  // Beyond seven a colour says nothing any more: the rare ones are told in the table only, and drawn as one.
  const shown = reasons.slice(0, colours.length - 1)
  const others = reasons.slice(shown.length)
  const single = shown.map((reason, i) => ({
    name: wordOf(reason),
    colour: colours[i]!,
    values: spans.map((span) => sum(reason, ...span)),
  }))
  const rest = {
    name: 'all others',
    colour: 'quiet' as const,
    values: spans.map((span) => others.reduce((total, reason) => total + sum(reason, ...span), 0)),
  }
  return {
    kind: 'bars',
    unit: 'count',
    times: spans.map(([from]) => times[from]!),
    bars: others.length > 0 ? [...single, rest] : single,
  }
}

function table(reasons: Reasons, unmatched: number): string {
  const rows = reasons.map(([reason, count]) => [
    wordOf(reason),
    formatNumber(count),
    formatShare(unmatched > 0 ? count / unmatched : null),
  ])
  return htmlTable({ caption: 'Unmatched tasks by reason', heads: ['Reason', 'Tasks', 'Share'], rows })
}
