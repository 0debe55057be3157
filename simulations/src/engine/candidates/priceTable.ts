import { firstPlace } from './firstPlace.ts'
import { createQuantiles } from './quantiles.ts'

/**
 * Who asks how much for an hour, cheapest first, and how much each has of something: free power, or all of its power.
 * Doubles order as the amounts do unless they are equal; then the bigints decide.
 */
export type Priced = {
  price: Float64Array
  exactPrice: readonly bigint[]
  amount: Float64Array
  exactAmount: readonly bigint[]
}

export type PriceRange = {
  /** The highest price that counts. @default any */
  limit?: bigint
  /** The least amount that counts. */
  from: bigint
  /** From this amount on none counts any more. @default none */
  below?: bigint
}

export type PriceTable = {
  /** The median price within a range, as `medianPrice` of @aiigo/pricing has it; undefined where nothing is within it. */
  median(range: PriceRange): bigint | undefined
}

/** Answers what the median of the prices within a range is, again and again, without sorting or looking through them all. */
export function createPriceTable({ price, exactPrice, amount, exactAmount }: Priced): PriceTable {
  const { length } = price
  const { order, countBelow, at } = createQuantiles(amount, exactAmount)

  /** Where the amounts of at least `least` begin in their order. */
  function firstFrom(least: bigint): number {
    const double = Number(least)
    const isFrom = (i: number) => amount[i]! > double || (amount[i] === double && exactAmount[i]! >= least)
    return firstPlace(length, (place) => isFrom(order[place]!))
  }

  /** Where the prices above the limit begin. */
  function firstAbove(limit: bigint): number {
    const double = Number(limit)
    return firstPlace(length, (i) => price[i]! > double || (price[i] === double && exactPrice[i]! > limit))
  }

  return {
    median({ limit, from, below }) {
      const first = firstFrom(from)
      const last = below === undefined ? length : Math.max(first, firstFrom(below))
      const count = countBelow(first, last, limit === undefined ? length : firstAbove(limit))
      if (count === 0) return undefined
      const lower = exactPrice[at(first, last, (count - 1) >> 1)]!
      const upper = exactPrice[at(first, last, count >> 1)]!
      return (lower + upper) / 2n
    },
  }
}
