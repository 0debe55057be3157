import type { ResourceType } from '@aiigo/core'
import type { RunSetting } from './observation.ts'
import type { PricePaid } from './tally.ts'

/** The arithmetic mean, rounded down; undefined of nothing. */
export function meanDown(values: readonly bigint[]): bigint | undefined {
  if (values.length === 0) return undefined
  return values.reduce((sum, value) => sum + value, 0n) / BigInt(values.length)
}

/** The middle value; of an even number of them the mean of the middle two, rounded down. */
export function medianDown(values: readonly bigint[]): bigint | undefined {
  const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const middle = sorted.length >> 1
  if (sorted.length % 2 === 1) return sorted[middle]
  return sorted.length === 0 ? undefined : (sorted[middle - 1]! + sorted[middle]!) / 2n
}

/** Prices per hour, of one resource type or of all. */
export function pricesPerHour(prices: readonly PricePaid[], type?: ResourceType): bigint[] {
  return prices.filter(({ resourceType }) => type === undefined || resourceType === type).map(({ perHour }) => perHour)
}

/** What the platform's own machines (Tier 1) of a resource type ask for an hour, on average; undefined where it has none. */
export function benchmarkPrice(setting: RunSetting, type: ResourceType): bigint | undefined {
  const own = setting.providers.filter(({ tier, resourceType }) => tier === 1 && resourceType === type)
  return meanDown(own.map(({ pricePerHour }) => pricePerHour))
}
