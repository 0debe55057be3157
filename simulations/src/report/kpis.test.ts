import { expect, test } from 'vitest'
import { kpiNames } from './targets.ts'
import { goodResult, record, withFolder } from './testing/fixtures.ts'

const kpisOf = (options: Parameters<typeof record>[1], result = goodResult) =>
  withFolder((folder) => record(folder, options, result))

test('default', async () => {
  const { kpis, money, tasks } = await kpisOf({ ticks: 168 })
  expect(kpis.activeProviders).toMatchObject({ unit: 'providers', target: 10_000, met: false, extrapolated: false })
  expect(kpis.activeProviders.value).toBeGreaterThan(150)
  expect(kpis.activeBuyers.value).toBe(20)
  expect(kpis.providerRetention).toMatchObject({ unit: 'share', target: 0.8, met: true })
  expect(kpis.taskSuccessRate.value).toBeCloseTo(tasks.verified / (tasks.verified + tasks.failed), 5)
  expect(kpis.monthlyVolume.value).toBeCloseTo((money.gross.usd * 30) / 7, 0)
  expect(kpis.averageProviderEarnings.extrapolated).toBe(true)
})

test('behavior: the parts of the money add up to the wei', async () => {
  const { money } = await kpisOf({ ticks: 60 })
  const wei = (name: keyof typeof money) => BigInt(money[name].wei)
  expect(wei('gross')).toBe(wei('paidToProviders') + wei('platformFees'))
  expect(wei('deposited')).toBe(wei('gross') + wei('refunded') + wei('escrowHeld'))
  expect(wei('stakes')).toBe(wei('stakeDeposited') - wei('stakeWithdrawn') - wei('slashed'))
})

test('behavior: earnings of all groups add up to what was paid out', async () => {
  const { earnings, money, run } = await kpisOf({ ticks: 60 })
  const monthly = earnings.reduce((sum, { net }) => sum + net.total, 0)
  expect((monthly * run.seconds) / (30 * 86_400)).toBeCloseTo(money.paidToProviders.usd, 0)
  expect(new Set(earnings.map(({ unit }) => unit))).toEqual(new Set(['USD a month']))
  expect(earnings.map(({ group }) => group)).toEqual(['gpu', 'cpu', 'network', 'mobile', 'iot', 'platform'])
})

test('behavior: power is told in hashes and in the protocol’s estimate', async () => {
  const { power, kpis } = await kpisOf({ ticks: 10 })
  expect(kpis.totalPower.value).toBe(power.verifiedHashRate)
  expect(power.verifiedPetahashes).toBeCloseTo(power.verifiedHashRate / 1e15, 9)
  expect(power.verifiedTflops).toBeCloseTo(power.verifiedHashRate / 50e6, 1)
  expect(power.verifiedToTrue).toBeGreaterThan(0.9)
})

test('behavior: tasks that cost more than their buyers would pay are counted', async () => {
  expect((await kpisOf({ ticks: 10, aboveLimit: 3 })).demand.aboveLimit).toBe(30)
})

test('behavior: what a run cannot measure is null, not zero', async () => {
  const { kpis, demand, utilization } = await kpisOf({ ticks: 3, providers: 0, buyers: 0, demand: 0 })
  expect(kpis.providerRetention).toMatchObject({ value: null, met: null })
  expect(kpis.taskSuccessRate.value).toBeNull()
  expect(kpis.averageProviderEarnings.value).toBeNull()
  expect(demand.unmatchedShare).toBeNull()
  expect(utilization).toEqual({ tier1: null, tier2: null, tier3: null })
  expect(kpiNames.length).toBe(7)
})

test('behavior: conservation holds, is broken by one wei, or was not checked', async () => {
  const check = { name: 'EscrowManager', expected: 10n ** 18n, actual: 10n ** 18n }
  const off = { ...check, actual: check.actual + 1n }
  const holds = async (checks: (typeof check)[]) =>
    (await kpisOf({ ticks: 1 }, { ...goodResult, conservation: checks })).conservation.holds
  expect(await holds([check])).toBe(true)
  expect(await holds([check, off])).toBe(false)
  expect(await holds([])).toBeNull()
})
