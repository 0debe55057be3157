import type { Kpis } from '../kpis.ts'
import { escapeHtml } from './escape.ts'
import { formatDuration, formatNumber, formatShare, formatTime, formatUsd } from './format.ts'

export function title({ run }: Kpis): string {
  return `${run.name} · seed ${run.seed} · AIIGO`
}

/** The name, the seed, and what was simulated, in words that need no glossary. */
export function headline(kpis: Kpis): string {
  const { run } = kpis
  const end = run.start + run.seconds
  return `<p class="brand">AIIGO · simulated market</p>
<h1>${escapeHtml(run.name)}</h1>
${run.description ? `<p class="said">${escapeHtml(run.description)}</p>\n` : ''}<p class="lead">${escapeHtml(story(kpis))}</p>
<p class="facts">Seed ${run.seed} · ${formatTime(run.start)} to ${formatTime(end)} · ${formatNumber(run.ticks)} ticks of ${formatDuration(run.tick)} · 1 ETH = ${formatUsd(run.ethUsd)} · ${conservationWord(kpis)}</p>`
}

function story(kpis: Kpis): string {
  const { run, tasks, demand, money } = kpis
  const market = `For ${formatDuration(run.seconds)}, ${count(run.providers, 'provider')} and ${count(run.buyers, 'buyer')} met on the market`
  if (demand.tasks === 0) return `${market}; nobody asked for any work.`
  const matched = formatShare((demand.tasks - demand.unmatched) / demand.tasks)
  const paid =
    tasks.verified === 0
      ? 'none was paid yet'
      : `${count(tasks.verified, 'task')} were checked and paid with ${formatUsd(money.gross.usd)}`
  return `${market}: ${count(demand.tasks, 'task')} were asked for, ${matched} of them found a machine at once, and ${paid}.`
}

function count(value: number, word: string): string {
  return `${formatNumber(value)} ${word}${value === 1 ? '' : 's'}`
}

function conservationWord({ conservation: { holds } }: Kpis): string {
  if (holds === null) return 'balances not compared'
  return holds
    ? '<span class="good">every wei accounted for</span>'
    : '<strong class="bad">balances do not add up</strong>'
}
