import { checkInteger, checkObject, type Integer, parameters, splitPayment } from '@aiigo/core'
import { type Decimal, toRatio, toWad, WAD } from './decimal.ts'

/** Hours in a month: 365 × 24 / 12. */
export const HOURS_PER_MONTH = 730n

/** In units of 1e-18 USD; gross = fee + net. */
export type Earnings = {
  /** what the buyers pay */
  gross: bigint
  /** what the platform keeps, rounded down */
  fee: bigint
  /** what the provider gets */
  net: bigint
}

type Period = {
  /** of machine time, worked or idle; by default a month of 730 hours */
  hours?: Integer
  /** the platform's, 0 to 1,000 bps; by default 800 */
  feeBps?: Integer
}

export type EarningsOptions = Period & {
  /** USD for an hour of work */
  usdPerHour: Decimal
  /** the share of the hours that are worked, 0 to 1 */
  utilization: Decimal
}

export type UnitEarningsOptions = Period & {
  /** USD for a unit: a GB, a task, a data point */
  usdPerUnit: Decimal
  /** units on an average day */
  unitsPerDay: Decimal
}

/**
 * What a machine paid by the hour earns: hours × price × utilisation, and what is left of it after the platform fee.
 * The seed design's table shows the gross. Power, wear and gas are not in it.
 *
 * @throws InvalidArgumentError
 * @example
 * earnings({ usdPerHour: '0.80', utilization: '0.6' })
 * // { gross: 350400000000000000000n, fee: 28032000000000000000n, net: 322368000000000000000n }, 350.40 and 322.37 USD
 */
export function earnings(options: EarningsOptions): Earnings {
  const { usdPerHour, utilization, ...period } = checkObject('options', options)
  const { hours, feeBps } = checkPeriod(period)
  const worked = toWad('usdPerHour', usdPerHour) * toRatio('utilization', utilization) * hours
  return afterFee(worked / WAD, feeBps)
}

/**
 * What a machine paid by the unit earns: days × units × price, and what is left of it after the platform fee.
 *
 * @throws InvalidArgumentError
 * @example unitEarnings({ usdPerUnit: '0.01', unitsPerDay: 100, hours: 720 }).gross // 30000000000000000000n, 30 USD
 */
export function unitEarnings(options: UnitEarningsOptions): Earnings {
  const { usdPerUnit, unitsPerDay, ...period } = checkObject('options', options)
  const { hours, feeBps } = checkPeriod(period)
  const delivered = toWad('usdPerUnit', usdPerUnit) * toWad('unitsPerDay', unitsPerDay) * hours
  return afterFee(delivered / (24n * WAD), feeBps)
}

function checkPeriod({ hours = HOURS_PER_MONTH, feeBps = parameters.platformFeeBps }: Period) {
  return {
    hours: checkInteger('hours', hours, { max: 10n ** 9n }),
    feeBps: checkInteger('feeBps', feeBps, { max: 1_000n }),
  }
}

function afterFee(gross: bigint, feeBps: bigint): Earnings {
  const { provider, platform } = splitPayment(gross, feeBps)
  return { gross, fee: platform, net: provider }
}
