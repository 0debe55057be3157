import {
  checkAmount,
  checkInteger,
  checkObject,
  type Integer,
  InvalidArgumentError,
  minOf,
  taskCostUp,
} from '@aiigo/core'

/** One job that ran. */
export type Run = {
  /** how long it ran */
  seconds: Integer
}

/** Each run by the second, as the marketplace charges it. */
export type PayAsYouGo = { kind: 'payAsYouGo'; pricePerHour: bigint }

/** Each run by the minute begun. */
export type PerMinute = { kind: 'perMinute'; pricePerHour: bigint }

/** A fee for the period that includes some seconds, and a price for what goes beyond. */
export type Subscription = { kind: 'subscription'; fee: bigint; includedSeconds: Integer; pricePerHour: bigint }

/**
 * Graduated prices: the seconds up to a tier's end cost that tier's price, those beyond the next one's. So the whole never
 * gets cheaper by using more, as it would where a tier's price held for all seconds. Ends ascend; the last tier has none.
 */
export type Volume = { kind: 'volume'; tiers: readonly { upToSeconds?: Integer; pricePerHour: bigint }[] }

/** As payAsYouGo, paid out of a grant for as long as it lasts. */
export type Grant = { kind: 'grant'; pricePerHour: bigint; budget: bigint }

/** How a buyer pays. All prices, fees and budgets are in the smallest unit of one currency. */
export type Plan = PayAsYouGo | PerMinute | Subscription | Volume | Grant

export type BillLine = { item: 'run' | 'fee' | 'included' | 'overage' | 'tier'; seconds: bigint; amount: bigint }

export type Bill = {
  /** they add up to `total` */
  lines: BillLine[]
  total: bigint
  /** what a grant pays of the total */
  covered: bigint
  /** what the buyer pays: total − covered */
  due: bigint
}

/**
 * The bill for one period. Every line rounds up on its own, as every task does on the chain.
 *
 * @throws InvalidArgumentError
 * @example
 * bill([{ seconds: 61 }], { kind: 'perMinute', pricePerHour: 3_600n })
 * // { lines: [{ item: 'run', seconds: 120n, amount: 120n }], total: 120n, covered: 0n, due: 120n }
 */
export function bill(usage: readonly Run[], plan: Plan): Bill {
  const runs = checkUsage(usage)
  const lines = linesOf(runs, checkObject('plan', plan))
  const total = lines.reduce((sum, { amount }) => sum + amount, 0n)
  const covered = plan.kind === 'grant' ? coveredBy(plan, total) : 0n
  return { lines, total, covered, due: total - covered }
}

function linesOf(runs: readonly bigint[], plan: Plan): BillLine[] {
  switch (plan.kind) {
    case 'payAsYouGo':
    case 'grant':
      return runLines(runs, plan.pricePerHour)
    case 'perMinute':
      return runLines(runs.map(minuteUp), plan.pricePerHour)
    case 'subscription':
      return subscriptionLines(sum(runs), plan)
    case 'volume':
      return volumeLines(sum(runs), plan)
    default: {
      const { kind } = plan as { kind: unknown }
      throw new InvalidArgumentError('plan.kind', 'payAsYouGo, subscription, volume, perMinute or grant', kind)
    }
  }
}

function runLines(runs: readonly bigint[], price: bigint): BillLine[] {
  const pricePerHour = checkAmount('plan.pricePerHour', price) // a bad price is refused even where nothing ran
  return runs.map((seconds) => lineUp('run', seconds, pricePerHour))
}

function minuteUp(seconds: bigint): bigint {
  return ((seconds + 59n) / 60n) * 60n
}

function subscriptionLines(seconds: bigint, plan: Subscription): BillLine[] {
  const fee = checkAmount('plan.fee', plan.fee)
  const included = minOf(seconds, checkInteger('plan.includedSeconds', plan.includedSeconds))
  return [
    { item: 'fee', seconds: 0n, amount: fee },
    { item: 'included', seconds: included, amount: 0n },
    lineUp('overage', seconds - included, plan.pricePerHour),
  ]
}

function volumeLines(seconds: bigint, plan: Volume): BillLine[] {
  const lines: BillLine[] = []
  let start = 0n
  for (const { end, pricePerHour } of checkTiers(plan.tiers)) {
    const upTo = minOf(end ?? seconds, seconds)
    lines.push(lineUp('tier', upTo - start, pricePerHour))
    start = upTo
  }
  return lines
}

function lineUp(item: BillLine['item'], seconds: bigint, pricePerHour: bigint): BillLine {
  return { item, seconds, amount: taskCostUp(checkAmount('plan.pricePerHour', pricePerHour), seconds) }
}

function coveredBy(plan: Grant, total: bigint): bigint {
  return minOf(checkAmount('plan.budget', plan.budget), total)
}

function checkUsage(usage: readonly Run[]): bigint[] {
  if (!Array.isArray(usage)) throw new InvalidArgumentError('usage', 'a list of runs', usage)
  return usage.map((run: Run, i) => {
    const { seconds } = checkObject(`usage[${i}]`, run)
    return checkInteger(`usage[${i}].seconds`, seconds, { max: 10n ** 12n })
  })
}

function checkTiers(tiers: Volume['tiers']) {
  if (!Array.isArray(tiers) || tiers.length === 0)
    throw new InvalidArgumentError('plan.tiers', 'at least one tier', tiers)
  let start = 0n
  return tiers.map((tier: Volume['tiers'][number], i) => {
    const { upToSeconds, pricePerHour } = checkObject(`plan.tiers[${i}]`, tier)
    if (i === tiers.length - 1) return { end: checkNoEnd(upToSeconds, i), pricePerHour }
    start = checkInteger(`plan.tiers[${i}].upToSeconds`, upToSeconds as Integer, { min: start + 1n })
    return { end: start, pricePerHour }
  })
}

function checkNoEnd(upToSeconds: Integer | undefined, i: number): undefined {
  if (upToSeconds === undefined) return undefined
  throw new InvalidArgumentError(`plan.tiers[${i}].upToSeconds`, 'undefined: the last tier has no end', upToSeconds)
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n)
}
