import type { Kpis } from '../../kpis.ts'
import type { Series } from '../../series.ts'
import { type ResourceName, resourceNames } from '../../units.ts'
import type { Chart, Line } from '../chart.ts'
import { formatUsd } from '../format.ts'
import { type Point, thinLine } from '../thin.ts'

export const resourceLabels: Record<ResourceName, string> = {
  gpu: 'GPU',
  cpu: 'CPU',
  network: 'Network',
  mobile: 'Mobile',
  iot: 'IoT',
}

/** What buyers paid for an hour beside what the platform's own machines ask, for the first type of resource that has both. */
export async function pricesChart(kpis: Kpis, series: Series): Promise<Chart> {
  const type = await pricedType(kpis, series)
  const title = 'Price paid against the Tier 1 benchmark'
  if (!type) return { id: 'prices', title, see: 'No task was paid in this run.', drawing: undefined }
  const benchmark = kpis.benchmarks[type]
  const lines = await priceLines(kpis, series, type)
  const paid = mean(lines[0]!.points)
  return {
    id: 'prices',
    title: `${title}: ${resourceLabels[type]}`,
    see:
      benchmark === undefined
        ? `An hour of ${resourceLabels[type]} work was paid with ${formatUsd(paid)} on average; the platform has no Tier 1 machine of this type to compare with.`
        : `An hour of ${resourceLabels[type]} work was paid with ${formatUsd(paid)} on average, ${besides(paid, benchmark)} the ${formatUsd(benchmark)} that the platform's own machines ask.`,
    drawing: {
      kind: 'lines',
      unit: 'usdPerHour',
      lines,
      ...(benchmark === undefined ? {} : { reference: { value: benchmark, name: 'Tier 1 benchmark' } }),
    },
  }
}

async function pricedType(kpis: Kpis, series: Series): Promise<ResourceName | undefined> {
  const priced: ResourceName[] = []
  for (const name of resourceNames) {
    const prices = await series.numbers(`price_mean_${name}`)
    if (prices.some((price) => price !== null)) priced.push(name)
  }
  return priced.find((name) => kpis.benchmarks[name] !== undefined) ?? priced[0]
}

async function priceLines(kpis: Kpis, series: Series, type: ResourceName): Promise<Line[]> {
  const times = (await series.numbers('time')) as number[]
  const points = async (measure: 'mean' | 'median') => {
    const prices = await series.numbers(`price_${measure}_${type}`)
    const rows = prices.flatMap((price, i) => (price === null ? [] : [i]))
    return thinLine(
      rows.map((i) => times[i]!),
      rows.map((i) => (prices[i]! / 1e18) * kpis.run.ethUsd),
    )
  }
  return [
    { name: 'Mean paid', colour: 'series-1', points: await points('mean') },
    { name: 'Median paid', colour: 'series-2', points: await points('median') },
  ]
}

function mean(points: readonly Point[]): number {
  return points.reduce((sum, [, value]) => sum + (value ?? 0), 0) / Math.max(1, points.length)
}

function besides(paid: number, benchmark: number): string {
  const percent = Math.round((paid / benchmark - 1) * 100)
  return percent === 0 ? 'as much as' : `${Math.abs(percent)} % ${percent < 0 ? 'below' : 'above'}`
}
