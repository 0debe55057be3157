/** The candidate that a person most likely meant, if one is near enough: at most a third of the letters differ. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const scored = candidates.map(
    (candidate) => [distance(name.toLowerCase(), candidate.toLowerCase()), candidate] as const,
  )
  const [best] = scored.sort(([a], [b]) => a - b)
  return best && best[0] <= Math.max(1, Math.floor(Math.max(name.length, best[1].length) / 3)) ? best[1] : undefined
}

/** Letters to insert, drop or replace, and neighbours to swap, until `a` is `b` (optimal string alignment). */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replace = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      row[j] = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, replace)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) row[j] = Math.min(row[j]!, rows[i - 2]![j - 2]! + 1)
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
