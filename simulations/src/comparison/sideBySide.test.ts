import { expect, test } from 'vitest'
import { addCounters, createCounters } from './counters.ts'
import { runHistory } from './run.ts'
import { type HistoryPlan, playSideBySide } from './sideBySide.ts'

const plans: HistoryPlan[] = [21, 22, 23].map((seed) => ({ seed, calls: 200, evm: 'anvil' }))

test('default', async () => {
  const [together, alone] = [createCounters(), createCounters()]
  const played: number[] = []
  const failure = await playSideBySide(plans, 2, ({ seed }, { counters }) => {
    played.push(seed)
    addCounters(together, counters)
  })
  expect(failure).toBeUndefined()
  expect(played.sort()).toEqual([21, 22, 23])
  for (const { seed, calls } of plans) await runHistory({ seed, calls, counters: alone })
  expect(together).toEqual(alone)
})

test('behavior: after a history that fails no further one is begun', async () => {
  const played: number[] = []
  const wrong = new URL('./wrongPlayer.ts', import.meta.url)
  const failure = await playSideBySide(plans, 1, ({ seed }) => played.push(seed), wrong)
  expect(failure?.difference.message).toContain('NodeRegistered')
  expect(failure?.steps.length).toBeGreaterThan(0)
  expect(played).toEqual([21])
})

test('error: a process that cannot play', async () => {
  const nowhere = { ...plans[0]!, evm: 'geth' as never }
  await expect(playSideBySide([nowhere], 1, () => {})).rejects.toThrow('ended too early: code 1')
})
