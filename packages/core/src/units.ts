import { checkAmount, checkInteger } from './check.ts'
import { InvalidArgumentError } from './errors.ts'

// Decimal text to integers and back, so that no amount ever passes through a float.

/**
 * A decimal number as an integer of 10^-decimals. Digits beyond the decimals are refused, not rounded.
 *
 * @throws InvalidArgumentError
 * @example parseDecimal('0.02', 6) // 20000n
 */
export function parseDecimal(text: string, decimals: number): bigint {
  const places = checkDecimals(decimals)
  const match = typeof text === 'string' ? /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) : null
  const fraction = (match?.[3] ?? '').replace(/0+$/, '')
  if (!match || text.length > 100 || fraction.length > places) {
    throw new InvalidArgumentError(
      'text',
      `a decimal number such as "1.5", at most ${places} digits after the point`,
      text,
    )
  }
  const integer = BigInt(`${match[2]}${fraction.padEnd(places, '0')}`)
  return match[1] ? -integer : integer
}

/**
 * The shortest decimal number for an integer of 10^-decimals.
 *
 * @throws InvalidArgumentError
 * @example formatDecimal(20_000n, 6) // '0.02'
 */
export function formatDecimal(value: bigint, decimals: number): string {
  const places = checkDecimals(decimals)
  const integer = checkAmount('value', value, { min: -(2n ** 256n) })
  const digits = (integer < 0n ? -integer : integer).toString().padStart(places + 1, '0')
  const whole = digits.slice(0, digits.length - places)
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '')
  return `${integer < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`
}

/** ETH as wei. @example parseEth('0.5') // 500000000000000000n */
export function parseEth(text: string): bigint {
  return parseDecimal(text, 18)
}

/** Wei as ETH. @example formatEth(10n ** 17n) // '0.1' */
export function formatEth(wei: bigint): string {
  return formatDecimal(wei, 18)
}

/** USDC as 1e-6 USDC. @example parseUsdc('1.25') // 1250000n */
export function parseUsdc(text: string): bigint {
  return parseDecimal(text, 6)
}

/** 1e-6 USDC as USDC. @example formatUsdc(1_250_000n) // '1.25' */
export function formatUsdc(units: bigint): string {
  return formatDecimal(units, 6)
}

function checkDecimals(decimals: number): number {
  return Number(checkInteger('decimals', decimals, { max: 77n }))
}
