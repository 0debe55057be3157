import type { Kpis } from '../../kpis.ts'
import type { Series } from '../../series.ts'
import type { Chart, Line } from '../chart.ts'
import { formatNumber } from '../format.ts'
import { spansOf, thinLine } from '../thin.ts'

const levels = [0, 1, 2, 3, 4] as const
const meanings = ['no tasks', 'small tasks', 'all public tasks', 'enterprise', 'partner'] as const

/** Nodes by trust level, stacked. */
export async function trustChart({ trustLevels, run }: Kpis, series: Series): Promise<Chart> {
  const times = (await series.numbers('time')) as number[]
  const lines: Line[] = []
  for (const level of levels) {
    const counts = await series.numbers(`trust_level_${level}`)
    const name = `${level} · ${meanings[level]}`
    lines.push({ name, colour: `trust-${level}`, ...thinLine(times, counts, spansOf(run)) })
  }
  const seen = lines.filter(({ points }) => points.some(([, value]) => value !== 0))
  const trusted = trustLevels.slice(2).reduce((sum, count) => sum + count, 0)
  const nodes = trustLevels.reduce((sum, count) => sum + count, 0)
  return {
    id: 'trust',
    isHalf: true,
    title: 'Nodes by trust level',
    see:
      seen.length === 0
        ? 'No node was registered in this run.'
        : `Stake, passed challenges and a record of finished tasks lift a node: ${formatNumber(trusted)} of ${formatNumber(nodes)} nodes ended at level 2 or above and may take every public task.`,
    drawing: seen.length === 0 ? undefined : { kind: 'lines', unit: 'count', lines: seen, stacked: true },
  }
}
