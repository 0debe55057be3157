import { eventColumns } from '../eventColumns.ts'
import type { Kpis } from '../kpis.ts'
import { seriesColumns } from '../seriesColumns.ts'
import { escapeHtml } from './escape.ts'
import { formatNumber } from './format.ts'
import { htmlTable } from './table.ts'

const filesOf = ({ facts }: Kpis) => [
  ['manifest.json', 'What went in: scenario, seed, versions, hashes'],
  ['kpis.json', 'The figures of this page; amounts to the wei'],
  ['series.parquet', 'One row a tick: what the charts over time are drawn from'],
  ['events.parquet', facts.events ? `No rows: ${facts.events}` : 'One row an event of the contracts'],
  ['report.html', 'This page'],
]

const query = `SELECT tick, time, tasks_open, utilization_tier3, platform_fees FROM 'series.parquet' ORDER BY tick;
SELECT name, count(*), sum(amount) FROM 'events.parquet' GROUP BY name ORDER BY name;`

/** How to make this run again, what its files hold, and whether its money adds up. */
export function readingSection(kpis: Kpis): string {
  return `<section aria-labelledby="reading-title"><h2 id="reading-title">How to read this run again</h2>
<p class="see">The same scenario and the same seed give the same files, byte for byte:</p>
<pre>${escapeHtml(kpis.command)}</pre>
${htmlTable({ caption: 'Files beside this page', heads: ['File', 'Content'], rows: filesOf(kpis), words: true })}
<p>The tables open in DuckDB, pandas, Polars and R; in DuckDB:</p>
<pre>${escapeHtml(query)}</pre>
${conservation(kpis)}
${facts(kpis)}
${glossary('Glossary of series.parquet', seriesColumns)}
${glossary('Glossary of events.parquet', eventColumns)}
</section>`
}

function conservation({ conservation: { holds, checks } }: Kpis): string {
  if (holds === null) return '<h3>Conservation</h3><p>Balances were not compared in this run.</p>'
  const verdict = holds
    ? '<p class="good">At the end of the run the contracts hold exactly what their events say, to the last wei.</p>'
    : '<p class="bad"><strong>The contracts do not hold what their events say. Do not trust the figures of this run.</strong></p>'
  const rows = checks.map(({ name, expected, actual }) => [
    name,
    expected,
    actual,
    expected === actual ? '✓' : '✗ differs',
  ])
  return `<h3>Conservation</h3>${verdict}${htmlTable({ caption: 'Balances in wei', heads: ['Balance', 'By the events', 'On the chain', ''], rows })}`
}

function facts({ facts, run }: Kpis): string {
  const scales = Object.entries(run.hashScale).map(([type, scale]): [string, string] => [
    `hashes simulated for each one computed, ${type}`,
    formatNumber(scale),
  ])
  const rows = [...Object.entries(facts), ...scales]
  return htmlTable({ caption: 'What else went in', heads: ['What', 'Value'], rows, words: true })
}

type Described = { name: string; type: string; unit: string; meaning: string }

function glossary(caption: string, columns: readonly Described[]): string {
  const rows = columns.map(({ name, unit, meaning }) => [name, unit, meaning])
  return `<details class="glossary"><summary>${caption}</summary>${htmlTable({ caption, heads: ['Column', 'Unit', 'Meaning'], rows, words: true })}</details>`
}
