import { checkAmount, checkObject, maxOf } from '@aiigo/core'
import { type Decimal, toRatio, WAD } from './decimal.ts'
import { medianPrice } from './medianPrice.ts'

export type SuggestPriceOptions = {
  /** what comparable machines ask for an hour, in the smallest unit of one currency */
  asks: readonly bigint[]
  /** the share of its hours that the machine works now, 0 to 1 */
  utilization: Decimal
  /** the share at which the price is right, 0 to 1; by default 0.6, the seed design's for GPUs */
  targetUtilization?: Decimal
  /** what an hour costs the provider, in the asks' unit; the suggestion is never below it */
  costPerHour?: bigint
}

/**
 * A price to ask for an hour: the median of comparable asks, moved by half of how far the machine's utilisation is from its
 * target. At the target it is the median; a machine that idles asks 30 % less, one that never rests 20 % more. Rounded
 * down, then lifted to the cost. A rule for a provider who has nothing better, not a forecast.
 *
 * @returns undefined where there are no asks to compare with
 * @throws InvalidArgumentError
 * @example suggestPrice({ asks: [90n, 100n, 120n], utilization: '0.8' }) // 110n
 */
export function suggestPrice(options: SuggestPriceOptions): bigint | undefined {
  const { asks, utilization, targetUtilization = '0.6', costPerHour = 0n } = checkObject('options', options)
  const excess = toRatio('utilization', utilization) - toRatio('targetUtilization', targetUtilization)
  const cost = checkAmount('costPerHour', costPerHour)
  const median = medianPrice(asks)
  if (median === undefined) return undefined
  return maxOf((median * (2n * WAD + excess)) / (2n * WAD), cost)
}
