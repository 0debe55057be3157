import type { GroupEarnings } from './earnings.ts'
import type { RunSoFar } from './runSoFar.ts'
import type { Money, Tally } from './tally.ts'
import type { KpiName } from './targets.ts'
import { perMonthDown, SECONDS_PER_DAY, shareOf, weiToUsdDown } from './units.ts'

/** What the key metrics are measured on. */
export type Measured = { run: RunSoFar; seconds: number; earnings: GroupEarnings[]; verifiedHashRate: number }

/** How each of the design's key metrics is measured; undefined where there is nothing to measure it on. */
export const measures: Record<KpiName, (measured: Measured) => number | undefined> = {
  activeProviders: ({ run }) => presentSince(run, run.last.tick - ticksOf(run, SECONDS_PER_DAY)).length,
  activeBuyers: ({ run }) => buyersSince(run, run.last.time - 7 * SECONDS_PER_DAY),
  totalPower: ({ verifiedHashRate }) => verifiedHashRate,
  monthlyVolume: ({ run, seconds }) => weiToUsdDown(perMonthDown(gross(run.tally.money), seconds), run.setting.ethUsd),
  providerRetention: ({ run }) => retention(run),
  taskSuccessRate: ({ run }) => successRate(run.tally),
  averageProviderEarnings: ({ earnings }) => averageEarnings(earnings),
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
export function gross({ paidToProviders, platformFees }: Money): bigint {
  return paidToProviders + platformFees
}
