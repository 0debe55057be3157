import type { Kpis } from '../../kpis.ts'
import type { Series } from '../../series.ts'
import { tiers } from '../../units.ts'
import { type Chart, listWords } from '../chart.ts'
import { formatShare } from '../format.ts'
import { spansOf, thinLine } from '../thin.ts'

export const tierNames = { 1: 'Tier 1 · owned', 2: 'Tier 2 · cloud', 3: 'Tier 3 · community' } as const

/** How much of the power that is switched on has work, a line a tier. */
export async function utilizationChart(kpis: Kpis, series: Series): Promise<Chart> {
  const present = tiers.filter((tier) => kpis.utilization[`tier${tier}`] !== null)
  const times = (await series.numbers('time')) as number[]
  const spans = spansOf(kpis.run)
  const lines = await Promise.all(
    present.map(async (tier) => ({
      name: tierNames[tier],
      colour: `tier-${tier}` as const,
      ...thinLine(times, await series.numbers(`utilization_tier${tier}`), spans),
    })),
  )
  const means = present.map((tier) => `Tier ${tier} ${formatShare(kpis.utilization[`tier${tier}`])}`)
  return {
    id: 'utilization',
    title: 'Utilisation by tier',
    see:
      present.length === 0
        ? 'No verified machine was switched on in this run.'
        : `Share of the verified power switched on that worked on tasks; over the whole run ${listWords(means)}.`,
    drawing: present.length === 0 ? undefined : { kind: 'lines', unit: 'share', lines },
  }
}
