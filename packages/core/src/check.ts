import { InvalidArgumentError } from './errors.ts'
import { maxUint256 } from './integer.ts'

/** An integer that is not money: bps, seconds, counts. A number has to be a safe integer. */
export type Integer = bigint | number

export type Range = { min?: bigint; max?: bigint }

/**
 * The door for money, power and work: a bigint within the range (by default what a uint256 holds), returned as it came.
 * A number is refused even when it is whole: 1e18 + 1 is not what it says.
 *
 * @throws InvalidArgumentError
 * @example checkAmount('amount', 10n ** 18n) // 10n ** 18n
 */
export function checkAmount(argument: string, value: bigint, { min = 0n, max = maxUint256 }: Range = {}): bigint {
  if (typeof value === 'bigint' && value >= min && value <= max) return value
  throw new InvalidArgumentError(argument, `a bigint from ${min} to ${max}`, value)
}

/**
 * The door for bps, seconds and counts: a bigint or a whole number within the range, returned as a bigint.
 *
 * @throws InvalidArgumentError
 * @example checkInteger('feeBps', 800, { max: 10_000n }) // 800n
 */
export function checkInteger(argument: string, value: Integer, { min = 0n, max = maxUint256 }: Range = {}): bigint {
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) {
    const integer = BigInt(value)
    if (integer >= min && integer <= max) return integer
  }
  throw new InvalidArgumentError(argument, `an integer from ${min} to ${max}`, value)
}

/**
 * The door for the protocol's nouns: one of the numbers that an object such as {@link ResourceType} names.
 *
 * @throws InvalidArgumentError
 * @example checkChoice('resourceType', 1, ResourceType) // 1
 */
export function checkChoice<T extends number>(argument: string, value: T, choices: Readonly<Record<string, T>>): T {
  const known = Object.entries(choices)
  if (known.some(([, number]) => number === value)) return value
  const listed = known.map(([name, number]) => `${number} (${name})`).join(', ')
  throw new InvalidArgumentError(argument, `one of ${listed}`, value)
}

/** The door for the options of a function: anything but an object gets the typed error instead of a TypeError. */
export function checkObject<T extends object>(argument: string, value: T): T {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new InvalidArgumentError(argument, 'an object', value)
}
