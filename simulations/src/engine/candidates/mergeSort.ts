export type Sorted = {
  /** The places of the keys, the least key first. */
  order: Uint32Array
  /** A level for each width of what is merged, 1, 2, 4 …: of the first one, two, three … of each merge, how many were in its lower half. */
  levels: Uint32Array[]
}

/**
 * A stable merge sort, in a few times less than `sort` takes with a comparison.
 *
 * @param keys order as the exact ones do unless they are equal; then those decide
 */
export function mergeSort(keys: Float64Array, exact: readonly bigint[]): Sorted {
  const { length } = keys
  const isAfter = (a: number, b: number) => keys[a]! > keys[b]! || (keys[a] === keys[b] && exact[a]! > exact[b]!)
  const levels: Uint32Array[] = []
  let order = new Uint32Array(length)
  for (let i = 0; i < length; i++) order[i] = i
  let merged = new Uint32Array(length)
  for (let width = 1; width < length; width *= 2) {
    const lower = new Uint32Array(length)
    for (let start = 0; start < length; start += 2 * width) merge({ order, merged, lower }, start, width, isAfter)
    levels.push(lower)
    ;[order, merged] = [merged, order]
  }
  return { order, levels }
}

type Merge = { order: Uint32Array; merged: Uint32Array; lower: Uint32Array }
type Comparison = (a: number, b: number) => boolean

function merge({ order, merged, lower }: Merge, start: number, width: number, isAfter: Comparison): void {
  const middle = Math.min(start + width, order.length)
  const end = Math.min(middle + width, order.length)
  let low = start
  let high = middle
  for (let i = start; i < end; i++) {
    const isLow = high === end || (low < middle && !isAfter(order[low]!, order[high]!))
    merged[i] = isLow ? order[low++]! : order[high++]!
    lower[i] = low - start
  }
}
