import type { Kpis } from './kpis.ts'
import { formatEther, formatKpi, formatNumber, formatShare, formatTarget, formatUsd } from './page/format.ts'
import { type KpiName, kpiNames } from './targets.ts'
import { warningsOf } from './warnings.ts'

/**
 * The few lines that a terminal shows at the end of a run: each KPI beside its Year-1 target, the money, and whether it adds up.
 *
 * @example console.log(formatSummary(await recorder.finish(result)))
 */
export function formatSummary(kpis: Kpis): string {
  const warnings = warningsOf(kpis).map((warning) => `Warning: ${warning}`)
  return [...kpiLines(kpis), '', ...moneyLines(kpis), ...conservationLines(kpis), ...verified(kpis), ...warnings].join(
    '\n',
  )
}

function kpiLines({ kpis, tasks }: Kpis): string[] {
  const cells = kpiNames.map((name) => {
    const { label, unit, value, target, met, extrapolated } = kpis[name]
    return [
      extrapolated ? `${label} *` : label,
      formatKpi(value, unit),
      formatTarget(target, unit),
      met ? '✓' : '',
      remark(name, tasks),
    ]
  })
  const lines = alignColumns([['', 'This run', 'Year-1 target', '', ''], ...cells])
  return [...lines, '* a month, scaled from the length of the run']
}

/** A task may succeed with the second node: what the first one's failure cost is not in the rate. */
function remark(name: KpiName, { failedAttempts }: Kpis['tasks']): string {
  if (name !== 'taskSuccessRate' || failedAttempts === 0) return ''
  return `${formatNumber(failedAttempts)} ${failedAttempts === 1 ? 'attempt' : 'attempts'} failed on the way`
}

function moneyLines({ money, tasks, demand, power }: Kpis): string[] {
  const { gross, platformFees, paidToProviders } = money
  return [
    `Tasks: ${formatNumber(tasks.verified)} paid, ${formatNumber(tasks.cancelled)} cancelled, ${formatNumber(tasks.failed)} failed, ${formatNumber(tasks.unfinished)} under way; ${formatNumber(demand.unmatched)} of ${formatNumber(demand.tasks)} asked for found no machine at once`,
    `Paid: ${formatEther(gross.wei)} (${formatUsd(gross.usd)}) = ${formatEther(paidToProviders.wei)} to providers + ${formatEther(platformFees.wei)} platform fee`,
    `Verified power: ${formatShare(power.verifiedToTrue)} of the true power`,
  ]
}

/** That the twin's events were compared with the chain's. */
function verified({ facts }: Kpis): string[] {
  return facts.verified === undefined ? [] : [`Verified: ${facts.verified}, no difference`]
}

function conservationLines({ conservation: { holds, checks } }: Kpis): string[] {
  if (holds === null) return ['Conservation: not checked']
  if (holds) return [`Conservation: every wei accounted for (${checks.length} balances)`]
  const wrong = checks.filter(({ expected, actual }) => expected !== actual)
  return [
    'Conservation: VIOLATED',
    ...wrong.map(({ name, expected, actual }) => `  ${name}: ${expected} wei by the events, ${actual} on the chain`),
  ]
}

/** The first and the last column to the left, the others to the right, each as wide as its widest cell. */
function alignColumns(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)))
  const isWords = (i: number) => i === 0 || i === widths.length - 1
  const cell = (text: string, i: number) => (isWords(i) ? text.padEnd(widths[i]!) : text.padStart(widths[i]!))
  return rows.map((row) => row.map(cell).join('  ').trimEnd())
}
