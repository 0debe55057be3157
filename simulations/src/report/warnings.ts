import type { Kpis } from './kpis.ts'
import { formatNumber } from './page/format.ts'

/** What makes the figures of a run other than its scenario means them, a sentence each; none where all is well. */
export function warningsOf({ demand }: Kpis): string[] {
  // Absent in the figures of runs from before it was counted, of which a report can be drawn anew.
  const { aboveLimit = 0, tasks } = demand
  if (aboveLimit === 0) return []
  return [
    `${formatNumber(aboveLimit)} of ${formatNumber(tasks)} tasks cost more than their buyer’s limit, because this market takes no task below smallestTaskEth. Set it lower in the scenario’s parameters.`,
  ]
}
