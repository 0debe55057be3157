import { ResourceType } from '@aiigo/core'
import type { RunSetting } from './observation.ts'
import { ascending } from './units.ts'

/** The arithmetic mean, rounded down; undefined of nothing. */
export function meanDown(values: readonly bigint[]): bigint | undefined {
  if (values.length === 0) return undefined
  return values.reduce((sum, value) => sum + value, 0n) / BigInt(values.length)
}

/** The middle value; of an even number of them the mean of the middle two, rounded down. */
export function medianDown(values: readonly bigint[]): bigint | undefined {
  const sorted = [...values].sort(ascending)
  const middle = sorted.length >> 1
  if (sorted.length % 2 === 1) return sorted[middle]
  return sorted.length === 0 ? undefined : (sorted[middle - 1]! + sorted[middle]!) / 2n
}

/** What the platform's own machines (Tier 1) of a resource type ask for an hour, on average; undefined where it has none. */
export function benchmarkPrice(setting: RunSetting, type: ResourceType): bigint | undefined {
  const known = benchmarks.get(setting) ?? Object.values(ResourceType).map((each) => askedByTier1(setting, each))
  benchmarks.set(setting, known)
  return known[type]
}

// A setting is fixed for its run, and every tick asks for the same.
const benchmarks = new WeakMap<RunSetting, (bigint | undefined)[]>()

function askedByTier1({ providers }: RunSetting, type: ResourceType): bigint | undefined {
  const own = providers.filter(({ tier, resourceType }) => tier === 1 && resourceType === type)
  return meanDown(own.map(({ pricePerHour }) => pricePerHour))
}
