/** So many items share one bound: few enough to look at each, many enough that there are few bounds. */
const size = 64
/** From so many the median is taken where a run is cut in two. */
const samples = 16

/** The first item of a run, and the one after its last. */
export type Run = { start: number; end: number }

/**
 * Sorts items between `start` and `end` so that those with similar keys stand side by side, and returns the runs: each is
 * cut in two where its items differ most, until blocks are left.
 *
 * @param items in place, indices into the keys
 */
export function cut(items: Uint32Array, keys: readonly Float64Array[], { start, end }: Run): Run[] {
  if (end - start <= size) return start < end ? [{ start, end }] : []
  const { widest, pivot } = widestOf(items, keys, start, end)
  const middle = partition(items, keys[widest]!, { start, end }, pivot)
  // Where most keys are equal the halves would be lopsided, and there would be many of them.
  const isLopsided = Math.min(middle - start, end - middle) < (end - start) / 8
  const at = isLopsided ? (start + end) >> 1 : middle
  return [...cut(items, keys, { start, end: at }), ...cut(items, keys, { start: at, end })]
}

function widestOf(items: Uint32Array, keys: readonly Float64Array[], start: number, end: number) {
  const step = (end - start) / samples
  let [widest, pivot, spread] = [0, 0, -1]
  for (const [k, key] of keys.entries()) {
    let [low, high, sum] = [Infinity, -Infinity, 0]
    for (let i = 0; i < samples; i++) {
      const value = key[items[start + Math.floor(i * step)]!]!
      if (value < low) low = value
      if (value > high) high = value
      sum += value
    }
    if (high - low > spread) [widest, pivot, spread] = [k, sum / samples, high - low]
  }
  return { widest, pivot }
}

/** Brings the items below the pivot to the front, and returns where they end. */
function partition(items: Uint32Array, key: Float64Array, { start, end }: Run, pivot: number): number {
  let middle = start
  for (let i = start; i < end; i++) {
    const item = items[i]!
    if (key[item]! >= pivot) continue
    items[i] = items[middle]!
    items[middle++] = item
  }
  return middle
}
