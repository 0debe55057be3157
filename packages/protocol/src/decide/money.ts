import { BPS, parameters } from '@aiigo/core'

// FeeMath.sol and DisputeMath.sol as @aiigo/core has them, without its checks of arguments: what comes here was checked
// when it was posted, and deciding is too short for a second look.

const HOUR = 3_600n

export function feeDown(amount: bigint, bps: bigint): bigint {
  return (amount * bps) / BPS
}

export function taskCostUp(pricePerHour: bigint, duration: bigint): bigint {
  return (pricePerHour * duration + HOUR - 1n) / HOUR
}

export function disputeBondUp(amount: bigint): bigint {
  return (amount * parameters.disputeBondBps + BPS - 1n) / BPS
}
