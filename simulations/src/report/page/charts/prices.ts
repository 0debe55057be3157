import type { Kpis } from '../../kpis.ts'
import type { Series } from '../../series.ts'
import { type ResourceName, resourceNames } from '../../units.ts'
import type { Chart, Line } from '../chart.ts'
import { formatNumber, formatUsd, NOTHING } from '../format.ts'
import { htmlTable } from '../table.ts'
import { spansOf, thinLine, withoutGaps } from '../thin.ts'

export const resourceLabels: Record<ResourceName, string> = {
  gpu: 'GPU',
  cpu: 'CPU',
  network: 'Network',
  mobile: 'Mobile',
  iot: 'IoT',
}

/** What buyers paid for an hour beside what the platform's own machines ask, for the first type of resource that has both. */
export async function pricesChart(kpis: Kpis, series: Series): Promise<Chart> {
  const type = pricedType(kpis)
  const title = 'Price paid against the Tier 1 benchmark'
  if (!type) return { id: 'prices', title, see: 'No task was paid in this run.', drawing: undefined }
  const { benchmark } = kpis.prices[type]!
  const reference = benchmark === null ? {} : { reference: { value: benchmark, name: 'Tier 1 benchmark' } }
  return {
    id: 'prices',
    title: `${title}: ${resourceLabels[type]}`,
    see: sentence(resourceLabels[type], kpis.prices[type]!),
    drawing: { kind: 'lines', unit: 'usdPerHour', lines: await priceLines(kpis, series, type), ...reference },
    table: table(kpis),
  }
}

type Prices = Kpis['prices'][string]

function pricedType({ prices }: Kpis): ResourceName | undefined {
  const paid = resourceNames.filter((name) => prices[name]!.paidTasks > 0)
  return paid.find((name) => prices[name]!.benchmark !== null) ?? paid[0]
}

function sentence(label: string, { meanPaid, benchmark }: Prices): string {
  const paid = `An hour of ${label} work was paid with ${formatUsd(meanPaid!)} on average`
  if (benchmark === null) return `${paid}; the platform has no machine of its own of this type to compare with.`
  const percent = Math.round((meanPaid! / benchmark - 1) * 100)
  const beside = percent === 0 ? 'as much as' : `${Math.abs(percent)} % ${percent < 0 ? 'below' : 'above'}`
  return `${paid}, ${beside} the ${formatUsd(benchmark)} that the platform’s own machines ask.`
}

function table({ prices }: Kpis): string {
  const usd = (value: number | null) => (value === null ? NOTHING : formatUsd(value))
  const rows = resourceNames.map((name) => {
    const { paidTasks, meanPaid, benchmark } = prices[name]!
    return [resourceLabels[name], formatNumber(paidTasks), usd(meanPaid), usd(benchmark)]
  })
  return htmlTable({ caption: 'Price of an hour', heads: ['Type', 'Tasks paid', 'Mean paid', 'Tier 1 asks'], rows })
}

async function priceLines({ run }: Kpis, series: Series, type: ResourceName): Promise<Line[]> {
  const times = (await series.numbers('time')) as number[]
  const line = async (measure: 'mean' | 'median') => {
    const prices = await series.numbers(`price_${measure}_${type}`)
    const usd = prices.map((price) => (price === null ? null : (price / 1e18) * run.ethUsd))
    return withoutGaps(thinLine(times, usd, spansOf(run)))
  }
  return [
    { name: 'Mean paid', colour: 'series-1', ...(await line('mean')) },
    { name: 'Median paid', colour: 'series-2', ...(await line('median')) },
  ]
}
