// What bigint lacks. Nothing here checks its arguments: these stand behind doors, not at them.

export const maxUint256 = 2n ** 256n - 1n

/** Basis points in a whole: 10,000 = 100 %. */
export const BPS = 10_000n

export function minOf(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

export function maxOf(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

/** The value, or the bound that it is beyond. */
export function clamp(value: bigint, min: bigint, max: bigint): bigint {
  return maxOf(min, minOf(value, max))
}

/** Division rounded up, of a dividend that is not negative by a divisor above 0. */
export function divUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor
}
