import { expect, test } from 'vitest'
import type { GroupEarnings } from './earnings.ts'
import { type Measured, measures } from './measures.ts'
import { createProviders } from './providers.ts'
import { createTally } from './tally.ts'
import { fakeRun } from './testing/fakeRun.ts'
import { observation } from './testing/fixtures.ts'

const HOUR = 3_600
const noNodes = { hashRates: [], trustLevels: [0, 0, 0, 0, 0], stakes: 0n, active: 0, online: 0 } as const

/** A week in hours with a provider for each [first, last] tick in which it was present. */
function week(presence: readonly (readonly [number, number] | undefined)[]): Measured {
  const { setting } = fakeRun({ providers: presence.length, tick: HOUR })
  const providers = createProviders(setting)
  for (const [i, record] of [...providers.values()].entries()) {
    const [first, last] = presence[i] ?? []
    Object.assign(record, { firstPresent: first, lastPresent: last })
  }
  const capacity = { 1: { online: 0, busy: 0 }, 2: { online: 0, busy: 0 }, 3: { online: 0, busy: 0 } }
  const last = observation({ tick: 167, time: 167 * HOUR })
  const nodes = { ...noNodes, capacity } as unknown as Measured['run']['nodes']
  const run = { setting, tally: createTally(), providers, nodes, capacity, last, ticks: 168 }
  return { run, seconds: 168 * HOUR, earnings: [], verifiedHashRate: 0 }
}

test('default', () => {
  const measured = week([[0, 167], [83, 144], [0, 143], [84, 167], [0, 10], undefined])
  expect(measures.activeProviders(measured)).toBe(3)
  expect(measures.providerRetention(measured)).toBe(0.5)
})

test('behavior: a run shorter than two days looks for providers in its last half', () => {
  const measured = week([
    [0, 9],
    [0, 5],
    [0, 4],
  ])
  measured.run.ticks = 10
  measured.run.last = observation({ tick: 9 })
  expect(measures.providerRetention(measured)).toBeCloseTo(2 / 3, 5)
})

test('behavior: nobody who could have stayed is nothing to measure', () => {
  expect(measures.providerRetention(week([[100, 167]]))).toBeUndefined()
})

test('behavior: a buyer is active for seven days after its last task', () => {
  const measured = week([])
  measured.run.last = observation({ tick: 500, time: 500 * HOUR })
  measured.run.tally.buyers.set('0x1', 500 * HOUR - 7 * 24 * HOUR).set('0x2', 400 * HOUR)
  expect(measures.activeBuyers(measured)).toBe(1)
})

test('behavior: a task that no node ever accepted is no failure', () => {
  const measured = week([])
  measured.run.tally.ended = { verified: 3, cancelled: 50, failed: 0, cancelledAfterAssignment: 1 }
  expect(measures.taskSuccessRate(measured)).toBe(0.75)
})

test('behavior: the platform’s own machines do not count as provider earnings', () => {
  const group = (name: string, providers: number, total: number) =>
    ({ group: name, providers, net: { total } }) as unknown as GroupEarnings
  const earnings = [group('gpu', 3, 100), group('iot', 1, 0.5), group('platform', 5, 9_999)]
  expect(measures.averageProviderEarnings({ ...week([]), earnings })).toBe(25.12)
})
