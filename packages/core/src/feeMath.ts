import { checkAmount, checkInteger, checkObject, type Integer } from './check.ts'
import { InvalidArgumentError } from './errors.ts'
import { BPS, divUp, maxOf } from './integer.ts'
import { DisputeOutcome } from './nouns.ts'
import { parameters } from './parameters.ts'

// The mirror of contracts/src/libraries/FeeMath.sol. Fees round down, what a buyer must cover rounds up, and the name says which.

/** A payment's two parts, in the unit of the amount. */
export type PaymentSplit = { provider: bigint; platform: bigint }

/** A dispute's parts, in the unit of the escrow; they add up to escrow + bond. The slash is no part: it comes out of the stake. */
export type DisputeSplit = { provider: bigint; buyer: bigint; treasury: bigint; arbitrators: bigint }

export type DisputeOptions = {
  /** E, the escrow, in wei or 1e-6 USDC */
  amount: bigint
  outcome: DisputeOutcome
  /** the platform fee fixed into the escrow at deposit, 0 to 1,000 bps; by default 800 */
  feeBps?: Integer
  /** B, what the disputing buyer paid in; by default 2 % of the escrow, rounded up */
  bond?: bigint
  /** the provider's gross share of the escrow in a split, 0 to 9,800 bps; for no other outcome */
  providerShareBps?: Integer
}

const MAX_FEE_BPS = 1_000n
const SECONDS_PER_HOUR = 3_600n

/**
 * A share of an amount, rounded down.
 *
 * @throws InvalidArgumentError
 * @example feeDown(1_000n, 800) // 80n
 */
export function feeDown(amount: bigint, bps: Integer): bigint {
  return shareDown(checkAmount('amount', amount), checkInteger('bps', bps, { max: BPS }))
}

/**
 * What an approved task pays: the fee rounds down, the provider gets the rest.
 *
 * @param amount in the smallest unit of the currency
 * @param feeBps 0 to 10,000; the contracts allow up to 1,000
 * @throws InvalidArgumentError
 * @example splitPayment(10n ** 18n, 800n) // { provider: 920000000000000000n, platform: 80000000000000000n }
 */
export function splitPayment(amount: bigint, feeBps: Integer): PaymentSplit {
  const whole = checkAmount('amount', amount)
  const platform = shareDown(whole, checkInteger('feeBps', feeBps, { max: BPS }))
  return { provider: whole - platform, platform }
}

/**
 * The bond of a disputing buyer: 2 % of the escrow, rounded up.
 *
 * @throws InvalidArgumentError
 * @example disputeBondUp(101n) // 3n
 */
export function disputeBondUp(amount: bigint): bigint {
  return divUp(checkAmount('amount', amount) * parameters.disputeBondBps, BPS)
}

/**
 * Where escrow and bond go when a dispute ends. Arbitration and platform fee round down.
 * The rest is the buyer's when the buyer wins and in a split, the provider's otherwise; when nobody ruled,
 * the odd wei of an odd escrow is in the provider's half.
 *
 * @throws InvalidArgumentError
 * @example
 * splitDispute({ amount: 10_000n, outcome: DisputeOutcome.ProviderWins, feeBps: 800 })
 * // { provider: 9200n, buyer: 0n, treasury: 800n, arbitrators: 200n }
 */
export function splitDispute(options: DisputeOptions): DisputeSplit {
  const { outcome, providerShareBps, ...rest } = checkObject('options', options)
  const amount = checkAmount('amount', rest.amount)
  const feeBps = checkInteger('feeBps', rest.feeBps ?? parameters.platformFeeBps, { max: MAX_FEE_BPS })
  const bond = checkAmount('bond', rest.bond ?? disputeBondUp(amount))
  if (outcome === DisputeOutcome.Split) return splitShared(amount, bond, feeBps, checkShare(providerShareBps))
  if (providerShareBps !== undefined) {
    throw new InvalidArgumentError('providerShareBps', 'undefined where the outcome is not a split', providerShareBps)
  }
  if (outcome === DisputeOutcome.BuyerWins) return splitBuyerWins(amount, bond)
  if (outcome === DisputeOutcome.ProviderWins) return splitProviderWins(amount, bond, feeBps)
  if (outcome === DisputeOutcome.NobodyRuled) return splitNobodyRuled(amount, bond, feeBps)
  throw new InvalidArgumentError('outcome', 'a DisputeOutcome, 0 to 3', outcome)
}

/**
 * What a whole task costs: price × duration / 3600, rounded up. The payment has to be exactly this.
 *
 * @param pricePerHour in the smallest unit of the currency
 * @param duration in seconds
 * @throws InvalidArgumentError
 * @example taskCostUp(3_600n, 90n) // 90n
 */
export function taskCostUp(pricePerHour: bigint, duration: Integer): bigint {
  const seconds = checkInteger('duration', duration)
  return divUp(checkAmount('pricePerHour', pricePerHour) * seconds, SECONDS_PER_HOUR)
}

/**
 * What a violation costs of a stake, rounded down; never more than half for one violation.
 *
 * @param bps 0 to 5,000, such as `parameters.timeoutSlashBps`
 * @throws InvalidArgumentError
 * @example slashDown(10n ** 18n, parameters.timeoutSlashBps) // 50000000000000000n
 */
export function slashDown(stake: bigint, bps: Integer): bigint {
  return shareDown(checkAmount('stake', stake), checkInteger('bps', bps, { max: parameters.maxSlashBps }))
}

/**
 * The seconds after a task's duration in which its result still counts for sure: 10 min or 10 %, whichever is more.
 *
 * @throws InvalidArgumentError
 * @example taskGrace(7_200n) // 720n
 */
export function taskGrace(duration: Integer): bigint {
  const tenth = shareDown(checkInteger('duration', duration), parameters.graceBps)
  return maxOf(parameters.minGrace, tenth)
}

function splitBuyerWins(amount: bigint, bond: bigint): DisputeSplit {
  const arbitrators = shareDown(amount, parameters.arbitrationFeeBps)
  return { provider: 0n, buyer: amount - arbitrators + bond, treasury: 0n, arbitrators }
}

function splitProviderWins(amount: bigint, bond: bigint, feeBps: bigint): DisputeSplit {
  const arbitrators = shareDown(amount, parameters.arbitrationFeeBps)
  const treasury = shareDown(amount, feeBps)
  return { provider: amount - treasury - arbitrators + bond, buyer: 0n, treasury, arbitrators }
}

/** The fee is 8/98 of the provider's share, and not 8 %: else a colluding pair would settle every task by a split. */
function splitShared(amount: bigint, bond: bigint, feeBps: bigint, shareBps: bigint): DisputeSplit {
  const arbitrators = shareDown(amount, parameters.arbitrationFeeBps)
  const gross = shareDown(amount, shareBps)
  const treasury = (gross * feeBps) / parameters.maxProviderShareBps
  return { provider: gross - treasury, buyer: amount - arbitrators - gross + bond, treasury, arbitrators }
}

function splitNobodyRuled(amount: bigint, bond: bigint, feeBps: bigint): DisputeSplit {
  const half = amount / 2n
  const { provider, platform } = splitPayment(amount - half, feeBps)
  return { provider, buyer: half + bond, treasury: platform, arbitrators: 0n }
}

function checkShare(shareBps: Integer | undefined): bigint {
  return checkInteger('providerShareBps', shareBps as Integer, { max: parameters.maxProviderShareBps })
}

function shareDown(amount: bigint, bps: bigint): bigint {
  return (amount * bps) / BPS
}
