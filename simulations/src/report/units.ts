import { parameters, type ResourceType } from '@aiigo/core'

/** Hashes a second that count as 1 TFLOPS: an estimate of the protocol, not a measurement of arithmetic. */
export const HASHES_PER_TFLOPS = Number(parameters.baseDifficulty)

export const SECONDS_PER_HOUR = 3_600
export const SECONDS_PER_DAY = 86_400
/** A month is 30 days, wherever something is told by the month. */
export const SECONDS_PER_MONTH = 30 * SECONDS_PER_DAY

/** The resource types as columns call them, in the order of the protocol's numbers. */
export const resourceNames = ['gpu', 'cpu', 'network', 'mobile', 'iot'] as const
export type ResourceName = (typeof resourceNames)[number]

export const tiers = [1, 2, 3] as const

/** TFLOPS of a verified power in 1e-18 TFLOPS, scaled to the simulated machine. */
export function tflopsOf(power: bigint, hashScale: number): number {
  return (Number(power) / 1e18) * hashScale
}

/** US dollars to the cent, rounded down. `ethUsd` counts to the cent. */
export function weiToUsdDown(wei: bigint, ethUsd: number): number {
  return Number((wei * BigInt(Math.round(ethUsd * 100))) / 10n ** 18n) / 100
}

/** Wei in a month, from `wei` in `seconds`, rounded down. */
export function perMonthDown(wei: bigint, seconds: number): bigint {
  return seconds > 0 ? (wei * BigInt(SECONDS_PER_MONTH)) / BigInt(Math.ceil(seconds)) : 0n
}

/** `value` to `digits` significant digits, so that a float's last bits are not taken for knowledge. */
export function roundTo(value: number, digits = 6): number {
  return Number.isFinite(value) ? Number(value.toPrecision(digits)) : 0
}

/** A share from 0 to 1; undefined where there is nothing to take a share of. */
export function shareOf(part: number, whole: number): number | undefined {
  return whole > 0 ? roundTo(part / whole) : undefined
}

/** One spelling for one address, whatever case its source wrote it in. */
export function addressKey(address: string): string {
  return address.toLowerCase()
}

export function resourceNameOf(type: ResourceType): ResourceName {
  return resourceNames[type]
}

/** Compares amounts for `sort`. */
export function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
