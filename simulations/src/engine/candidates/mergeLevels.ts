/**
 * A merge sort written down, of numbers from 0 on each of which is there once. A level for each width of what is merged,
 * 1, 2, 4 …: of the first one, two, three … of each merge, how many were in its lower half.
 */
export function mergeLevels(order: Uint32Array): Uint32Array[] {
  const { length } = order
  const levels: Uint32Array[] = []
  // Of each number its place in the order: these are merged, from where the numbers are sorted to where their places are.
  let sorted = new Uint32Array(length)
  for (let place = 0; place < length; place++) sorted[order[place]!] = place
  let merged = new Uint32Array(length)
  for (let width = 1; width < length; width *= 2) {
    const lower = new Uint32Array(length)
    for (let start = 0; start < length; start += 2 * width) merge({ sorted, merged, lower }, start, width)
    levels.push(lower)
    ;[sorted, merged] = [merged, sorted]
  }
  return levels
}

type Merge = { sorted: Uint32Array; merged: Uint32Array; lower: Uint32Array }

function merge({ sorted, merged, lower }: Merge, start: number, width: number): void {
  const middle = Math.min(start + width, sorted.length)
  const end = Math.min(middle + width, sorted.length)
  let low = start
  let high = middle
  for (let i = start; i < end; i++) {
    const isLow = high === end || (low < middle && sorted[low]! < sorted[high]!)
    merged[i] = isLow ? sorted[low++]! : sorted[high++]!
    lower[i] = low - start
  }
}
