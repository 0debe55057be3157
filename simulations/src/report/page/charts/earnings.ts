import type { EarningGroup, GroupEarnings } from '../../earnings.ts'
import type { Kpis } from '../../kpis.ts'
import type { Spread } from '../../quantiles.ts'
import { type Chart, listWords } from '../chart.ts'
import { formatNumber, formatUsd } from '../format.ts'
import { htmlTable } from '../table.ts'
import { significant } from '../thin.ts'
import { resourceLabels } from './prices.ts'

const groupLabels: Record<EarningGroup, string> = { ...resourceLabels, platform: 'Tiers 1, 2' }

/** How earnings are spread in each group of providers, before and after the fee. */
export async function earningsChart({ earnings }: Kpis): Promise<Chart> {
  const paid = earnings.filter((group) => group.paid > 0)
  return {
    id: 'earnings',
    title: 'Provider earnings by type',
    see: paid.length === 0 ? 'No provider was paid in this run.' : sentence(earnings),
    height: 110 + 58 * earnings.length,
    drawing: paid.length === 0 ? undefined : boxes(earnings),
    ...(earnings.length === 0 ? {} : { table: table(earnings) }),
  }
}

function sentence(earnings: readonly GroupEarnings[]): string {
  const medians = earnings.map(({ group, net }) => `${groupLabels[group]} ${formatUsd(net.median)}`)
  const edge = earnings.some(({ net }) => net.p5 === 0) ? ', and the left edge of the chart means nothing earned' : ''
  return `After the fee, the middle provider of each type keeps ${listWords(medians)} a month; the box holds the middle half of the providers, the whiskers nine in ten${edge}.`
}

function boxes(earnings: readonly GroupEarnings[]): Chart['drawing'] {
  const values = ({ p5, q1, median, q3, p95 }: Spread<number>) =>
    [p5, q1, median, q3, p95].map((value) => significant(value)!)
  return {
    kind: 'boxes',
    unit: 'usdPerMonth',
    groups: earnings.map(({ group }) => groupLabels[group]),
    boxes: [
      { name: 'Gross', colour: 'quiet', values: earnings.map(({ gross }) => values(gross)) },
      { name: 'Net of the platform fee', colour: 'series-1', values: earnings.map(({ net }) => values(net)) },
    ],
  }
}

function table(earnings: readonly GroupEarnings[]): string {
  const rows = earnings.map(({ group, providers, paid, gross, net }) => [
    groupLabels[group],
    formatNumber(providers),
    formatNumber(paid),
    formatUsd(gross.mean),
    formatUsd(net.mean),
    formatUsd(net.median),
    formatUsd(net.p95),
  ])
  const heads = [
    'Type',
    'Providers',
    'Paid at least once',
    'Mean gross',
    'Mean net',
    'Median net',
    'Net of the best 5 %',
  ]
  return htmlTable({ caption: 'Earnings in US dollars a month (30 days), scaled from the run', heads, rows })
}
