import { checkAmount, InvalidArgumentError } from '@aiigo/core'

/**
 * The price in the middle; of an even number of prices the mean of the two in the middle, rounded down.
 *
 * @param prices in one unit, in any order
 * @returns undefined where there are no prices
 * @throws InvalidArgumentError
 * @example medianPrice([30n, 10n, 21n, 1_000n]) // 25n
 */
export function medianPrice(prices: readonly bigint[]): bigint | undefined {
  if (!Array.isArray(prices)) throw new InvalidArgumentError('prices', 'a list of bigints', prices)
  if (prices.length === 0) return undefined
  const sorted = prices
    .map((price, i) => checkAmount(`prices[${i}]`, price))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const upper = sorted[sorted.length >> 1]!
  const lower = sorted[(sorted.length - 1) >> 1]!
  return (lower + upper) / 2n
}
