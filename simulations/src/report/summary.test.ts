import { expect, test } from 'vitest'
import { formatSummary } from './summary.ts'
import { goodResult, record, withFolder } from './testing/fixtures.ts'

const summaryOf = (options: Parameters<typeof record>[1], result = goodResult) =>
  withFolder(async (folder) => formatSummary(await record(folder, options, result)))

test('default', async () => {
  expect(await summaryOf({ ticks: 48 })).toMatchInlineSnapshot(`
    "                              This run  Year-1 target
    Active providers                   200        10,000+
    Active buyers                       20           500+
    Total computing power         175 GH/s       100 PH/s
    Monthly volume *             9,618 USD  1,000,000 USD
    Provider retention             100.0 %      over 80 %  ✓
    Task success rate               94.9 %      over 95 %     19 attempts failed on the way
    Average provider earnings *  30.00 USD        200 USD
    * a month, scaled from the length of the run

    Tasks: 355 paid, 0 cancelled, 19 failed, 156 under way; 34 of 564 asked for found no machine at once
    Paid: 0.2565 ETH (641 USD) = 0.2360 ETH to providers + 0.0205 ETH platform fee
    Verified power: 100.2 % of the true power
    Conservation: every wei accounted for (1 balances)"
  `)
})

test('behavior: a run without tasks shows a dash where there is nothing to measure', async () => {
  const summary = await summaryOf({ ticks: 2, demand: 0 })
  expect(summary).toMatch(/Task success rate +–/)
})

test('behavior: it warns of tasks that cost more than their buyers would pay', async () => {
  expect(await summaryOf({ ticks: 48, aboveLimit: 2 })).toMatch(
    /\nWarning: 96 of 564 tasks cost more than .*smallestTaskEth/,
  )
})

test('behavior: broken conservation cannot be overlooked', async () => {
  const conservation = [{ name: 'EscrowManager', expected: 5n, actual: 4n }]
  const summary = await summaryOf({ ticks: 1 }, { ...goodResult, conservation })
  expect(summary).toContain('Conservation: VIOLATED\n  EscrowManager: 5 wei by the events, 4 on the chain')
})
