import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { FakeRunOptions } from '../testing/fakeRun.ts'
import { goodResult, record, withFolder } from '../testing/fixtures.ts'

const pageOf = (options: FakeRunOptions, result = goodResult) =>
  withFolder(async (folder) => {
    await record(folder, options, result)
    return readFileSync(join(folder, 'report.html'), 'utf8')
  })

/** The page without its two programs, which would drown every message about it. */
const wordsOf = async (...given: Parameters<typeof pageOf>) => {
  const page = await pageOf(...given)
  return page.slice(0, page.indexOf('<script>'))
}

const scriptsIn = (page: string) => page.match(/<script[\s>]/g)?.length

test('default', async () => {
  const page = await wordsOf({ ticks: 24 })
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/)
  expect(page).toContain('<h1>first-week</h1>')
  expect(page).toContain('Year-1 targets')
  expect(page.match(/class="chart" id="[a-z-]+"/g)?.length).toBe(10)
  expect(page).toContain('aiigo-sim run first-week.yaml --seed 7')
  expect(page).toContain('to the last wei')
})

test('behavior: it warns of tasks that cost more than their buyers would pay', async () => {
  expect(await wordsOf({ ticks: 24, aboveLimit: 1 })).toMatch(
    /<p class="note"><strong>Mind:<\/strong> 24 of .* smallestTaskEth/,
  )
  expect(await wordsOf({ ticks: 24 })).not.toContain('smallestTaskEth')
})

test('behavior: nothing is loaded from anywhere', async () => {
  const page = await wordsOf({ ticks: 3 })
  expect(page).toContain("default-src 'none'")
  expect(page).not.toMatch(/<(?:script|link|img|iframe)[^>]+(?:src|href)="(?!data:,")/)
  expect(page).not.toMatch(/@import|url\(/)
})

test.each([
  '</script><script>window.hit = 1</script>',
  '<!--<script>',
  `"><img src=x onerror=hit()>`,
  `'"\`&\u2028`,
  `\${name}`,
])('behavior: a name is text and nothing else: %j', async (name) => {
  const result = {
    ...goodResult,
    command: name,
    facts: { [name]: name },
    conservation: [{ name, expected: 0n, actual: 0n }],
  }
  const page = await pageOf({ name, reasons: [name, '__proto__'], ticks: 12 }, result)
  expect(scriptsIn(page)).toBe(3)
  expect(page.slice(0, page.indexOf('<script>'))).not.toMatch(/<img|<!--/)
  const data = /<script type="application\/json" id="charts">(.*)<\/script>/.exec(page)![1]!
  expect(JSON.stringify(JSON.parse(data))).toContain(JSON.stringify(name))
})

test('behavior: a run without tasks says so in place of its charts', async () => {
  const page = await wordsOf({ ticks: 12, demand: 0 })
  expect(page).toContain('No task was posted in this run.')
  expect(page).toContain('No task was paid in this run.')
  expect(page).toContain('Demand asked for no task in this run.')
  expect(page).not.toContain('NaN')
})

test('behavior: a run without anybody is still a page', async () => {
  const page = await wordsOf({ ticks: 1, providers: 0, buyers: 0, demand: 0 })
  expect(page).toContain('No node was registered in this run.')
  expect(page).not.toMatch(/class="chart"/)
})

test('behavior: broken conservation stands at the top of the page', async () => {
  const conservation = [{ name: 'EscrowManager', expected: 5n, actual: 4n }]
  const page = await wordsOf({ ticks: 2 }, { ...goodResult, conservation })
  const header = page.slice(page.indexOf('<header>'), page.indexOf('</header>'))
  expect(header).toContain('balances do not add up')
  expect(page).toContain('Do not trust the figures of this run.')
})

test('behavior: a long run stays small, and says what a point stands for', async () => {
  const page = await pageOf({ ticks: 1_500, providers: 30, demand: 1 })
  expect(page.length).toBeLessThan(3_000_000)
  expect(page.includes('Each point of a chart over time stands for 1 day')).toBe(true)
})
