import type { Kpis } from '../../kpis.ts'
import type { Series } from '../../series.ts'
import { resourceNames } from '../../units.ts'
import type { Chart, Line } from '../chart.ts'
import { formatHashRate, formatShare } from '../format.ts'
import { spansOf, thinLine } from '../thin.ts'
import { resourceLabels } from './prices.ts'

/** What the proofs say as a share of what the machines really make, a line a resource type. */
export async function powerChart({ power, run }: Kpis, series: Series): Promise<Chart> {
  const times = (await series.numbers('time')) as number[]
  const lines: Line[] = []
  for (const name of resourceNames) {
    const verified = await series.numbers(`hash_rate_verified_${name}`)
    const real = await series.numbers(`hash_rate_true_${name}`)
    const ratios = verified.map((value, i) => (value !== null && real[i] ? value / real[i] : null))
    if (ratios.every((ratio) => ratio === null)) continue
    lines.push({ name: resourceLabels[name], colour: `group-${name}`, ...thinLine(times, ratios, spansOf(run)) })
  }
  return {
    id: 'power',
    isHalf: true,
    title: 'Verified against true power',
    see:
      lines.length === 0
        ? 'No node passed a challenge in this run.'
        : `At 100 % the challenges measure exactly what the machines make; the run ended at ${formatHashRate(power.verifiedHashRate)} verified for ${formatHashRate(power.trueHashRate)} true, ${formatShare(power.verifiedToTrue)}.`,
    drawing:
      lines.length === 0 ? undefined : { kind: 'lines', unit: 'share', lines, reference: { value: 1, name: 'exact' } },
  }
}
