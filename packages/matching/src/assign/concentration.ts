/** How unevenly work is shared out. */
export type Concentration = {
  /** Gini coefficient of the tasks by node: 0 when all have as many, towards 1 when one has them all. */
  gini: number
  /** Herfindahl–Hirschman index: the sum of the squared shares of the tasks, 1 ÷ n when n nodes have as many each, 1 when one has all. */
  hhi: number
}

/**
 * @param tasks by node that has any, how many
 * @param nodes how many nodes there are, those without a task among them
 */
export function concentrationOf(tasks: Iterable<number>, nodes: number): Concentration {
  const sorted = [...tasks].sort((a, b) => a - b)
  const total = sorted.reduce((sum, count) => sum + count, 0)
  if (total === 0) return { gini: 0, hhi: 0 }
  const idle = nodes - sorted.length
  const ranks = sorted.reduce((sum, count, i) => sum + (idle + i + 1) * count, 0)
  return {
    gini: (2 * ranks) / (nodes * total) - (nodes + 1) / nodes,
    hhi: sorted.reduce((sum, count) => sum + (count / total) * (count / total), 0),
  }
}
