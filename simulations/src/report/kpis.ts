import { ResourceType } from '@aiigo/core'
import { earningsByGroup, type GroupEarnings } from './earnings.ts'
import type { NodeCounts } from './nodes.ts'
import type { Observation, RunSetting, Tier } from './observation.ts'
import { benchmarkPrice } from './prices.ts'
import type { Providers } from './providers.ts'
import type { RunResult } from './recorder.ts'
import { escrowHeld } from './seriesColumns.ts'
import type { Money, Tally } from './tally.ts'
import { type KpiName, kpiNames, type Target, targets } from './targets.ts'
import {
  HASHES_PER_TFLOPS,
  perMonthDown,
  resourceNameOf,
  roundTo,
  SECONDS_PER_DAY,
  shareOf,
  tiers,
  weiToUsdDown,
} from './units.ts'

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
  demand: { tasks: number; unmatched: number; unmatchedShare: number | null; reasons: Record<string, number> }
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

/** All that the KPIs are computed from, once, at the end. */
export type RunSoFar = {
  setting: RunSetting
  tally: Tally
  providers: Providers
  nodes: NodeCounts
  /** Busy and online power, summed over the ticks. */
  capacity: Record<Tier, { online: number; busy: number }>
  last: Observation
  /** Ticks that were observed; fewer than planned where a run was cut short. */
  ticks: number
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
  const { name, seed, start, tick, ethUsd } = setting
  const hashScale = perType((type) => setting.hashScale[type])
  const { providers, buyers } = setting
  return {
    name,
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

type Measured = { run: RunSoFar; seconds: number; earnings: GroupEarnings[]; verifiedHashRate: number }

const measures: Record<KpiName, (measured: Measured) => number | undefined> = {
  activeProviders: ({ run }) => presentSince(run, run.last.tick - ticksOf(run, SECONDS_PER_DAY)).length,
  activeBuyers: ({ run }) => buyersSince(run, run.last.time - 7 * SECONDS_PER_DAY),
  totalPower: ({ verifiedHashRate }) => verifiedHashRate,
  monthlyVolume: ({ run, seconds }) => weiToUsdDown(perMonthDown(gross(run.tally.money), seconds), run.setting.ethUsd),
  providerRetention: ({ run }) => retention(run),
  taskSuccessRate: ({ run }) => successRate(run.tally),
  averageProviderEarnings: ({ earnings }) => averageEarnings(earnings),
}

function kpisOf(measured: Measured): Record<KpiName, Kpi> {
  const entries = kpiNames.map((name) => {
    const value = measures[name](measured) ?? null
    return [name, { ...targets[name], value, met: value === null ? null : value >= targets[name].target }]
  })
  return Object.fromEntries(entries)
}

/** Ticks in `seconds`, at least one. */
function ticksOf({ setting }: RunSoFar, seconds: number): number {
  return Math.max(1, Math.round(seconds / setting.tick))
}

function presentSince({ providers }: RunSoFar, tick: number) {
  return [...providers.values()].filter(({ lastPresent }) => lastPresent !== undefined && lastPresent > tick)
}

function buyersSince({ tally }: RunSoFar, time: number): number {
  return [...tally.buyers.values()].filter((posted) => posted > time).length
}

function retention(run: RunSoFar): number | undefined {
  const half = Math.ceil(run.ticks / 2)
  const first = run.last.tick - run.ticks + 1
  const window = Math.min(ticksOf(run, SECONDS_PER_DAY), Math.max(1, run.ticks - half))
  const early = [...run.providers.values()].filter(({ firstPresent = Infinity }) => firstPresent < first + half)
  const still = early.filter(({ lastPresent }) => lastPresent! > run.last.tick - window)
  return shareOf(still.length, early.length)
}

function successRate({ ended }: Tally): number | undefined {
  return shareOf(ended.verified, ended.verified + ended.failed + ended.cancelledAfterAssignment)
}

function averageEarnings(earnings: readonly GroupEarnings[]): number | undefined {
  const community = earnings.filter(({ group }) => group !== 'platform')
  const providers = community.reduce((sum, group) => sum + group.providers, 0)
  const total = community.reduce((sum, { net }) => sum + net.total, 0)
  return providers === 0 ? undefined : Math.floor((total * 100) / providers) / 100
}

/** What left escrow as payment: the providers' part and the platform's. */
function gross({ paidToProviders, platformFees }: Money): bigint {
  return paidToProviders + platformFees
}

function moneyOf({ setting, tally, nodes }: RunSoFar): Kpis['money'] {
  const all = { ...tally.money, gross: gross(tally.money), escrowHeld: escrowHeld(tally.money), stakes: nodes.stakes }
  const amount = (wei: bigint): Amount => ({ wei: wei.toString(), usd: weiToUsdDown(wei, setting.ethUsd) })
  return Object.fromEntries(Object.entries(all).map(([name, wei]) => [name, amount(wei)])) as Kpis['money']
}

function tasksOf({ tasksNew, assignments, failedAttempts, ended, unfinished }: Tally): Kpis['tasks'] {
  const { verified, cancelled, failed } = ended
  return { posted: tasksNew, assignments, failedAttempts, verified, cancelled, failed, unfinished: unfinished.size }
}

function demandOf({ demand: { tasks, unmatched, reasons } }: Tally): Kpis['demand'] {
  return { tasks, unmatched, unmatchedShare: shareOf(unmatched, tasks) ?? null, reasons: Object.fromEntries(reasons) }
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
