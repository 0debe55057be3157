import { InvalidArgumentError, parseDecimal } from '@aiigo/core'

/** 1 USD, 1 ETH or 100 % in the smallest unit that this package computes in. */
export const WAD = 10n ** 18n

/**
 * An exact decimal. Text ("0.80") is read digit by digit; a number is read as the decimal that it prints as, so that 0.8
 * from a scenario file is eight tenths, and is never computed with as a float. A **bigint is in units of 1e-18**, as USD is
 * in the protocol: 1n is not 1.
 */
export type Decimal = string | number | bigint

/** The door for prices and quantities: at least 0, at most 1e18, with at most 18 digits after the point. */
export function toWad(argument: string, value: Decimal, max: bigint = WAD * WAD): bigint {
  const wad = readWad(value)
  if (wad !== undefined && wad >= 0n && wad <= max) return wad
  const expected = `a decimal from 0 to ${max / WAD}, such as "0.80", or a bigint in units of 1e-18`
  throw new InvalidArgumentError(argument, expected, value)
}

/** The door for what something is divided by. */
export function toPositiveWad(argument: string, value: Decimal): bigint {
  const wad = toWad(argument, value)
  if (wad > 0n) return wad
  throw new InvalidArgumentError(argument, 'a decimal above 0', value)
}

/** The door for a share of a whole: 0 to 1. */
export function toRatio(argument: string, value: Decimal): bigint {
  return toWad(argument, value, WAD)
}

function readWad(value: Decimal): bigint | undefined {
  if (typeof value === 'bigint') return value
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  try {
    return parseDecimal(String(value), 18)
  } catch {
    return undefined
  }
}
