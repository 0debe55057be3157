import type { ProviderRecord, Providers } from './providers.ts'
import { type Spread, spreadOf } from './quantiles.ts'
import type { Tally } from './tally.ts'
import { perMonthDown, resourceNames, weiToUsdDown } from './units.ts'

/** Who is compared with whom: the community by what it offers, and the platform's own and leased machines apart. */
export const earningGroups = [...resourceNames, 'platform'] as const
export type EarningGroup = (typeof earningGroups)[number]

/** What the providers of one group made, in US dollars a month of 30 days, scaled from the run's length. */
export type GroupEarnings = {
  group: EarningGroup
  /** Of gross and net. */
  unit: 'USD a month'
  /** Providers who were present at least once, and those of them who were paid at least once. */
  providers: number
  paid: number
  gross: Spread<number>
  net: Spread<number>
}

export type EarningsOptions = { seconds: number; ethUsd: number }

/** The groups in which anybody was present, in the order of {@link earningGroups}. */
export function earningsByGroup(providers: Providers, tally: Tally, options: EarningsOptions): GroupEarnings[] {
  const present = [...providers.entries()].filter(([, record]) => record.firstPresent !== undefined)
  return earningGroups.flatMap((group) => {
    const members = present.filter(([, record]) => groupOf(record) === group).map(([address]) => address)
    return members.length === 0 ? [] : [earningsOf(group, members, tally, options)]
  })
}

function groupOf({ setting }: ProviderRecord): EarningGroup {
  return setting.tier === 3 ? setting.type : 'platform'
}

function earningsOf(group: EarningGroup, members: string[], tally: Tally, options: EarningsOptions): GroupEarnings {
  const earned = members.map((address) => tally.earnings.get(address) ?? { net: 0n, fee: 0n })
  return {
    group,
    unit: 'USD a month',
    providers: members.length,
    paid: earned.filter(({ net }) => net > 0n).length,
    gross: monthlyUsd(spreadOf(earned.map(({ net, fee }) => net + fee)), options),
    net: monthlyUsd(spreadOf(earned.map(({ net }) => net)), options),
  }
}

function monthlyUsd(spread: Spread<bigint>, { seconds, ethUsd }: EarningsOptions): Spread<number> {
  const usd = (wei: bigint) => weiToUsdDown(perMonthDown(wei, seconds), ethUsd)
  const { p5, q1, median, q3, p95, mean, total } = spread
  return {
    p5: usd(p5),
    q1: usd(q1),
    median: usd(median),
    q3: usd(q3),
    p95: usd(p95),
    mean: usd(mean),
    total: usd(total),
  }
}
