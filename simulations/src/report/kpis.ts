import { ResourceType } from '@aiigo/core'
import { earningsByGroup, type GroupEarnings } from './earnings.ts'
import { gross, type Measured, measures } from './measures.ts'
import type { NodeCounts } from './nodes.ts'
import type { RunResult } from './observation.ts'
import { benchmarkPrice } from './prices.ts'
import type { RunSoFar } from './runSoFar.ts'
import { escrowHeld } from './seriesColumns.ts'
import type { Money, Tally } from './tally.ts'
import { type KpiName, kpiNames, type Target, targets } from './targets.ts'
import { HASHES_PER_TFLOPS, resourceNameOf, roundTo, shareOf, tiers, weiToUsdDown } from './units.ts'

/** One of the design's key metrics beside its Year-1 target; `value` is null where the run had nothing to measure it on. */
export type Kpi = Target & { value: number | null; met: boolean | null }

/** Wei as a decimal string, exactly, and the same in US dollars rounded down to the cent. */
export type Amount = { wei: string; usd: number }

export type AmountName = keyof Money | 'gross' | 'escrowHeld' | 'stakes'

/** What kpis.json holds. The same run gives the same bytes. */
export type Kpis = {
  schema: 1
  run: {
    name: string
    description: string
    seed: number
    start: number
    tick: number
    ticks: number
    seconds: number
    providers: number
    buyers: number
    ethUsd: number
    hashScale: Record<string, number>
  }
  command: string
  facts: Record<string, string>
  /** `holds` is null where nothing was compared. */
  conservation: { holds: boolean | null; checks: { name: string; expected: string; actual: string }[] }
  kpis: Record<KpiName, Kpi>
  money: Record<AmountName, Amount>
  tasks: {
    posted: number
    assignments: number
    failedAttempts: number
    verified: number
    cancelled: number
    failed: number
    unfinished: number
  }
  challenges: { passed: number; failed: number }
  /** `aboveLimit`: cost more than their buyer's limit, because the market takes no task as small (smallestTaskEth). */
  demand: {
    tasks: number
    unmatched: number
    unmatchedShare: number | null
    reasons: Record<string, number>
    aboveLimit: number
  }
  /** At the end of the run, of active nodes. TFLOPS is the protocol's estimate: 50 MH/s count as 1 TFLOPS. */
  power: {
    verifiedHashRate: number
    trueHashRate: number
    verifiedToTrue: number | null
    verifiedPetahashes: number
    verifiedTflops: number
  }
  /** Busy ÷ online verified power over the whole run. */
  utilization: Record<'tier1' | 'tier2' | 'tier3', number | null>
  trustLevels: number[]
  /** US dollars an hour, by resource type: the mean of the tasks paid, and what Tier 1 asks; null where there is none. */
  prices: Record<string, { paidTasks: number; meanPaid: number | null; benchmark: number | null }>
  earnings: GroupEarnings[]
}

export function computeKpis(run: RunSoFar, result: RunResult): Kpis {
  const { setting, tally, nodes } = run
  const seconds = run.ticks * setting.tick
  const earnings = earningsByGroup(run.providers, tally, { seconds, ethUsd: setting.ethUsd })
  const power = powerOf(nodes)
  return {
    schema: 1,
    run: describeRun(run, seconds),
    command: result.command,
    facts: { ...result.facts },
    conservation: conservationOf(result),
    kpis: kpisOf({ run, seconds, earnings, verifiedHashRate: power.verifiedHashRate }),
    money: moneyOf(run),
    tasks: tasksOf(tally),
    challenges: { passed: tally.challengesPassed, failed: tally.challengesFailed },
    demand: demandOf(tally),
    power,
    utilization: utilizationOf(run),
    trustLevels: nodes.trustLevels,
    prices: pricesOf(run),
    earnings,
  }
}

function describeRun({ setting, ticks }: RunSoFar, seconds: number): Kpis['run'] {
  const { name, description = '', seed, start, tick, ethUsd } = setting
  const hashScale = perType((type) => setting.hashScale[type])
  const { providers, buyers } = setting
  return {
    name,
    description,
    seed,
    start,
    tick,
    ticks,
    seconds,
    providers: providers.length,
    buyers: buyers.length,
    ethUsd,
    hashScale,
  }
}

function conservationOf({ conservation }: RunResult): Kpis['conservation'] {
  const checks = conservation.map(({ name, expected, actual }) => ({
    name,
    expected: `${expected}`,
    actual: `${actual}`,
  }))
  const holds = checks.every(({ expected, actual }) => expected === actual)
  return { holds: checks.length === 0 ? null : holds, checks }
}

function kpisOf(measured: Measured): Record<KpiName, Kpi> {
  const entries = kpiNames.map((name) => {
    const value = measures[name](measured) ?? null
    return [name, { ...targets[name], value, met: value === null ? null : value >= targets[name].target }]
  })
  return Object.fromEntries(entries)
}

function moneyOf({ setting, tally, nodes }: RunSoFar): Kpis['money'] {
  const all = { ...tally.money, gross: gross(tally.money), escrowHeld: escrowHeld(tally.money), stakes: nodes.stakes }
  const amount = (wei: bigint): Amount => ({ wei: wei.toString(), usd: weiToUsdDown(wei, setting.ethUsd) })
  return Object.fromEntries(Object.entries(all).map(([name, wei]) => [name, amount(wei)])) as Kpis['money']
}

function tasksOf({ tasksNew: posted, assignments, failedAttempts, ended }: Tally): Kpis['tasks'] {
  const { verified, cancelled, failed } = ended
  const unfinished = posted - verified - cancelled - failed
  return { posted, assignments, failedAttempts, verified, cancelled, failed, unfinished }
}

function demandOf({ demand: { tasks, unmatched, reasons, aboveLimit } }: Tally): Kpis['demand'] {
  const unmatchedShare = shareOf(unmatched, tasks) ?? null
  return { tasks, unmatched, unmatchedShare, reasons: Object.fromEntries(reasons), aboveLimit }
}

function powerOf({ hashRates }: NodeCounts): Kpis['power'] {
  const verified = hashRates.reduce((sum, rate) => sum + rate.verified, 0)
  const real = hashRates.reduce((sum, rate) => sum + rate.true, 0)
  return {
    verifiedHashRate: roundTo(verified),
    trueHashRate: roundTo(real),
    verifiedToTrue: shareOf(verified, real) ?? null,
    verifiedPetahashes: roundTo(verified / 1e15),
    verifiedTflops: roundTo(verified / HASHES_PER_TFLOPS),
  }
}

function utilizationOf({ capacity }: RunSoFar): Kpis['utilization'] {
  const shares = tiers.map((tier) => [`tier${tier}`, shareOf(capacity[tier].busy, capacity[tier].online) ?? null])
  return Object.fromEntries(shares) as Kpis['utilization']
}

function pricesOf({ setting, tally }: RunSoFar): Kpis['prices'] {
  const usd = (wei: bigint | undefined) => (wei === undefined ? null : weiToUsdDown(wei, setting.ethUsd))
  return perType((type) => {
    const { sum, count } = tally.prices[type]!
    const meanPaid = usd(count === 0 ? undefined : sum / BigInt(count))
    return { paidTasks: count, meanPaid, benchmark: usd(benchmarkPrice(setting, type)) }
  })
}

function perType<value>(read: (type: ResourceType) => value): Record<string, value> {
  return Object.fromEntries(Object.values(ResourceType).map((type) => [resourceNameOf(type), read(type)]))
}
