/** A point of a chart: Unix milliseconds and a value, null where the line is broken. */
export type Point = [number, number | null]

/** Points that a line is thinned to. */
export const MOST_POINTS = 500

/** At most `most` points of a line: of each stretch its lowest and its highest, in their order, so that no peak is lost. */
export function thinLine(times: readonly number[], values: readonly (number | null)[], most = MOST_POINTS): Point[] {
  const kept =
    values.length <= most
      ? values.map((_, i) => i)
      : stretches(values.length, most >> 1).flatMap(([from, to]) => extremes(values, from, to))
  return kept.map((i) => [times[i]!, significant(values[i]!)])
}

/** The same ticks for several lines that are stacked: of each stretch where their sum is lowest and highest. */
export function thinStack(columns: readonly (readonly (number | null)[])[], most = MOST_POINTS): number[] {
  const length = columns[0]?.length ?? 0
  if (length <= most) return Array.from({ length }, (_, i) => i)
  const sums = Array.from({ length }, (_, i) => columns.reduce((sum, column) => sum + (column[i] ?? 0), 0))
  return stretches(length, most >> 1).flatMap(([from, to]) => extremes(sums, from, to))
}

/** Cuts `length` rows into at most `count` stretches of nearly one size: [from, to). */
export function stretches(length: number, count: number): [number, number][] {
  const pieces = Math.min(length, count)
  return Array.from({ length: pieces }, (_, i) => [
    Math.floor((i * length) / pieces),
    Math.floor(((i + 1) * length) / pieces),
  ])
}

function extremes(values: readonly (number | null)[], from: number, to: number): number[] {
  let [low, high] = [from, from]
  for (let i = from; i < to; i += 1) {
    const value = values[i]
    if (value === null || value === undefined) continue
    if (values[low] === null || value < values[low]!) low = i
    if (values[high] === null || value > values[high]!) high = i
  }
  return low === high ? [low] : [Math.min(low, high), Math.max(low, high)]
}

/** A chart shows no more than four digits; the files have the rest. */
export function significant(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(4))
}
