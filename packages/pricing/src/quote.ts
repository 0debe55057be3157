import { checkInteger, checkObject, divUp, type Integer, parameters, splitPayment, taskCostUp } from '@aiigo/core'
import { type Decimal, toPositiveWad, toWad, WAD } from './decimal.ts'

export type QuoteOptions = {
  /** USD per hour */
  usdPerHour: Decimal
  /** USD for one ETH, above 0 */
  ethUsd: Decimal
  /** seconds, 1 min to 30 days as the protocol takes them */
  duration: Integer
  /** the platform's, 0 to 1,000 bps; by default 800 */
  feeBps?: Integer
}

/** All in the smallest unit of one currency. */
export type CurrencyQuote = {
  pricePerHour: bigint
  /** of the whole task: exactly what the marketplace asks for */
  cost: bigint
  /** the part of the cost that the provider is paid */
  provider: bigint
  /** the part of the cost that is the platform's fee */
  platform: bigint
}

/** In wei, and in 1e-6 USDC. */
export type Quote = { eth: CurrencyQuote; usdc: CurrencyQuote }

/**
 * What a task costs in both currencies, from a price in USD. The price per hour rounds up, as does the cost: a quote
 * is never below what it was asked for. USDC counts as USD, as it does in the protocol.
 *
 * @throws InvalidArgumentError
 * @example
 * quote({ usdPerHour: '0.80', ethUsd: '4000', duration: 36_000n }).eth
 * // { pricePerHour: 200000000000000n, cost: 2000000000000000n, provider: 1840000000000000n, platform: 160000000000000n }
 */
export function quote(options: QuoteOptions): Quote {
  const { feeBps = parameters.platformFeeBps } = checkObject('options', options)
  const usdPerHour = toWad('usdPerHour', options.usdPerHour)
  const ethUsd = toPositiveWad('ethUsd', options.ethUsd)
  const { minDuration: min, maxDuration: max } = parameters
  const duration = checkInteger('duration', options.duration, { min, max })
  const rate = checkInteger('feeBps', feeBps, { max: 1_000n })
  const inCurrency = (pricePerHour: bigint): CurrencyQuote => {
    const cost = taskCostUp(pricePerHour, duration)
    return { pricePerHour, cost, ...splitPayment(cost, rate) }
  }
  return { eth: inCurrency(divUp(usdPerHour * WAD, ethUsd)), usdc: inCurrency(divUp(usdPerHour, 10n ** 12n)) }
}
