import { createHash } from 'node:crypto'
import type { Kpis } from '../kpis.ts'
import type { Series } from '../series.ts'
import { warningsOf } from '../warnings.ts'
import { type Assets, readAssets } from './assets.ts'
import { cardsSection } from './cards.ts'
import type { Chart } from './chart.ts'
import { earningsChart } from './charts/earnings.ts'
import { moneyChart, treasuryChart } from './charts/money.ts'
import { powerChart } from './charts/power.ts'
import { pricesChart } from './charts/prices.ts'
import { endedTasksChart, openTasksChart } from './charts/tasks.ts'
import { trustChart } from './charts/trust.ts'
import { unmatchedChart } from './charts/unmatched.ts'
import { utilizationChart } from './charts/utilization.ts'
import { escapeHtml, scriptJson } from './escape.ts'
import { formatDuration } from './format.ts'
import { headline, title } from './headline.ts'
import { readingSection } from './reading.ts'
import { spansOf } from './thin.ts'

/** The charts, in the order of the page. */
const charts = [
  openTasksChart,
  endedTasksChart,
  utilizationChart,
  pricesChart,
  earningsChart,
  trustChart,
  powerChart,
  moneyChart,
  treasuryChart,
  unmatchedChart,
] as const

/**
 * The report as one HTML file that needs nothing else: no network, no other file. It has no date and no random name in it:
 * the same run gives the same bytes. Everything that a scenario can name is escaped.
 */
export async function renderPage(kpis: Kpis, series: Series): Promise<string> {
  const assets = readAssets()
  const drawn: Chart[] = []
  for (const chart of charts) drawn.push(await chart(kpis, series))
  const data = drawn.flatMap(({ id, drawing }) => (drawing ? [{ id, drawing }] : []))
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(assets)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="aiigo-sim">
<title>${escapeHtml(title(kpis))}</title>
<link rel="icon" href="data:,">
<style>${assets.css}</style>
</head>
<body>
<header>${headline(kpis)}</header>
<main>
${cardsSection(kpis)}
${warnings(kpis)}
<noscript><p class="note">The charts are drawn with JavaScript, which is switched off here. The figures and tables on this page are complete without them.</p></noscript>
${spanNote(kpis)}
${chartSections(drawn)}
${readingSection(kpis)}
</main>
<script type="application/json" id="charts">${scriptJson(data)}</script>
<script>${assets.echarts}</script>
<script>${assets.script}</script>
</body>
</html>
`
}

function warnings(kpis: Kpis): string {
  return warningsOf(kpis)
    .map((text) => `<p class="note"><strong>Mind:</strong> ${escapeHtml(text)}</p>`)
    .join('\n')
}

function spanNote({ run }: Kpis): string {
  const [first] = spansOf(run)
  if (!first || first[1] === 1) return ''
  return `<p class="see">Each point of a chart over time stands for ${formatDuration(first[1] * run.tick)}; the band behind a line reaches from its lowest tick to its highest.</p>`
}

function chartSections(charts: readonly Chart[]): string {
  const parts: string[] = []
  for (let i = 0; i < charts.length; i += 1) {
    const [chart, next] = [charts[i]!, charts[i + 1]]
    if (!chart.isHalf || !next?.isHalf) parts.push(chartSection(chart))
    else {
      parts.push(`<div class="pair">${chartSection(chart)}${chartSection(next)}</div>`)
      i += 1
    }
  }
  return parts.join('\n')
}

function chartSection({ id, title, see, drawing, height = 320, table }: Chart): string {
  const label = escapeHtml(`${title}. ${see}`)
  const canvas = drawing
    ? `<div class="chart" id="${id}" style="height:${height}px" role="img" aria-label="${label}"></div>`
    : ''
  const figures = table ? `<details><summary>The same in figures</summary>${table}</details>` : ''
  return `<section aria-labelledby="${id}-title"><h2 id="${id}-title">${escapeHtml(title)}</h2><p class="see${drawing ? '' : ' empty'}">${escapeHtml(see)}</p>${canvas}${figures}</section>`
}

// Nothing is loaded from anywhere, and only these two scripts run: text that slipped through the escaping would still be dead.
function contentPolicy({ echarts, script }: Assets): string {
  const hashes = [echarts, script].map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
  return `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src ${hashes.join(' ')}`
}
