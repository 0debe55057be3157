/** A point of a chart: Unix milliseconds and a value, null where the line is broken. */
export type Point = [number, number | null]

/** Rows [from, to) that become one point. */
export type Span = [number, number]

/** A line as it is drawn: with a band from the lowest to the highest value wherever a point stands for several rows. */
export type ThinLine = { points: Point[]; band?: [number, number, number][] }

/** Points that a line has at most. */
export const MOST_POINTS = 500
const FEWEST_DAYS = 30
const SECONDS_PER_DAY = 86_400

/**
 * How the ticks of a run become the points of its charts: one each as long as they are few, else stretches of one size,
 * of whole days where the run has enough of them, so that the daily cycle does not turn into noise.
 */
export function spansOf({ ticks, tick }: { ticks: number; tick: number }, most = MOST_POINTS): Span[] {
  const least = Math.ceil(ticks / most)
  const day = Math.round(SECONDS_PER_DAY / tick)
  const isDaily = least > 1 && day > 1 && ticks / day >= FEWEST_DAYS
  const size = isDaily ? Math.ceil(least / day) * day : least
  return Array.from({ length: Math.ceil(ticks / size) }, (_, i) => [i * size, Math.min((i + 1) * size, ticks)])
}

/** A line of means with a band around it that keeps every peak; where each span is one row, the line as it is. */
export function thinLine(
  times: readonly number[],
  values: readonly (number | null)[],
  spans: readonly Span[],
): ThinLine {
  const points = spans.map((span): Point => [times[span[0]]!, significant(meanOf(values, span))])
  const band = spans.flatMap((span): [number, number, number][] => {
    const [low, high] = rangeOf(values, span)
    return low === undefined ? [] : [[times[span[0]]!, significant(low)!, significant(high!)!]]
  })
  return spans.length === values.length ? { points } : { points, band }
}

/** What adds up over the run: each span shows what it had reached at its end. */
export function thinTotal(
  times: readonly number[],
  values: readonly (number | null)[],
  spans: readonly Span[],
): ThinLine {
  return { points: spans.map(([, to]): Point => [times[to - 1]!, significant(values[to - 1]!)]) }
}

/** Points without the empty ones: the line goes on over them. */
export function withoutGaps({ points, band }: ThinLine): ThinLine {
  const kept = points.filter(([, value]) => value !== null)
  return band ? { points: kept, band } : { points: kept }
}

/** Cuts `length` rows into at most `count` spans of nearly one size. */
export function cutSpans(length: number, count: number): Span[] {
  const pieces = Math.min(length, count)
  const edge = (i: number) => Math.floor((i * length) / pieces)
  return Array.from({ length: pieces }, (_, i) => [edge(i), edge(i + 1)])
}

function meanOf(values: readonly (number | null)[], span: Span): number | null {
  const known = knownIn(values, span)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}

function rangeOf(values: readonly (number | null)[], span: Span): [number, number] | [undefined, undefined] {
  const known = knownIn(values, span)
  return known.length === 0 ? [undefined, undefined] : [Math.min(...known), Math.max(...known)]
}

function knownIn(values: readonly (number | null)[], [from, to]: Span): number[] {
  return values.slice(from, to).filter((value) => value !== null)
}

/** A chart shows no more than four digits; the files have the rest. */
export function significant(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(4))
}
