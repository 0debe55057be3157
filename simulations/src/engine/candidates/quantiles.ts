import { mergeLevels } from './mergeLevels.ts'
import { orderOf } from './orderOf.ts'

/** Numbers from 0 on in the order of their keys, and of any stretch of that order the smallest, second smallest and so on. */
export type Quantiles = {
  order: Uint32Array
  /** How many of the numbers in the places `from` to `to` of the order are below `end`. */
  countBelow(from: number, to: number, end: number): number
  /** The number `k` (from 0) of these, the smallest first. */
  at(from: number, to: number, k: number): number
}

/**
 * A wavelet tree: a stretch of the order of keys is followed back through a merge sort, into one half of the numbers after
 * the other.
 */
export function createQuantiles(keys: Float64Array, exact: readonly bigint[]): Quantiles {
  const order = orderOf(keys, exact)
  const levels = mergeLevels(order)
  return {
    order,
    countBelow(from, to, end) {
      let start = 0
      let count = 0
      for (let level = levels.length - 1; level >= 0; level--) {
        const first = lowerOf(levels[level]!, start, from)
        const last = lowerOf(levels[level]!, start, to)
        const middle = start + (1 << level)
        const isAbove = end >= middle
        if (isAbove) {
          count += last - first
          start = middle
        }
        from = isAbove ? from - first : first
        to = isAbove ? to - last : last
      }
      return start < end ? count + to - from : count
    },
    at(from, to, k) {
      let start = 0
      for (let level = levels.length - 1; level >= 0; level--) {
        const first = lowerOf(levels[level]!, start, from)
        const last = lowerOf(levels[level]!, start, to)
        const isAbove = k >= last - first
        if (isAbove) {
          k -= last - first
          start += 1 << level
        }
        from = isAbove ? from - first : first
        to = isAbove ? to - last : last
      }
      return start
    },
  }
}

/** How many of the first `count` in the run at `start` come from its lower half. */
function lowerOf(lower: Uint32Array, start: number, count: number): number {
  return count === 0 ? 0 : lower[start + count - 1]!
}
