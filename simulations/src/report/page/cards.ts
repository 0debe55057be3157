import type { Kpi, Kpis } from '../kpis.ts'
import { type KpiName, kpiNames } from '../targets.ts'
import { escapeHtml } from './escape.ts'
import { formatKpi, formatNumber, formatTarget } from './format.ts'

/** The design's key metrics, each beside its Year-1 target. */
export function cardsSection(kpis: Kpis): string {
  const cards = kpiNames.map((name) => card(kpis.kpis[name], detail(name, kpis)))
  return `<section aria-labelledby="kpis-title"><h2 id="kpis-title">Key figures beside their Year-1 targets</h2><div class="cards">${cards.join('')}</div></section>`
}

function card(kpi: Kpi, more: string): string {
  const { label, unit, value, target, met, extrapolated, how } = kpi
  const share = value === null ? 0 : Math.max(0, Math.min(100, (value / target) * 100))
  const mark = met === null ? 'not measured' : met ? '✓ met' : unit === 'share' ? 'below' : percent(share)
  return `<article class="card${met ? ' met' : ''}"><h3>${escapeHtml(label)}</h3><p class="value">${escapeHtml(formatKpi(value, unit))}</p><div class="bar" aria-hidden="true"><span style="width:${share.toFixed(1)}%"></span></div><p class="target"><span>Target ${escapeHtml(formatTarget(target, unit))}</span> <span>${escapeHtml(mark)}</span></p><p class="how">${extrapolated ? '<em>Scaled to a month.</em> ' : ''}${escapeHtml(how)}${escapeHtml(more)}</p></article>`
}

function percent(share: number): string {
  if (share === 0) return '0 %'
  return share < 0.1 ? '<0.1 %' : `${formatNumber(share, share < 10 ? 1 : 0)} %`
}

// The target counts hashes, the protocol counts TFLOPS: both are told, and that neither measures the other.
function detail(name: KpiName, { power }: Kpis): string {
  if (name !== 'totalPower') return ''
  return ` That is ${Number(power.verifiedPetahashes.toPrecision(3))} PH/s, or ${formatNumber(power.verifiedTflops)} TFLOPS by the protocol’s estimate.`
}
