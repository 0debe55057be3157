import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FakeRunOptions } from './testing/fakeRun.ts'
import { goodResult, record, withFolder } from './testing/fixtures.ts'

const BROWSER = '/usr/bin/chromium'
const hasBrowser = existsSync(BROWSER)
if (!hasBrowser) console.warn(`The report was not opened in a browser: there is no ${BROWSER}.`)

type Opened = { page: Page; problems: string[] }
type Looks = { width?: number; colorScheme?: 'light' | 'dark'; javaScriptEnabled?: boolean }

describe.skipIf(!hasBrowser)('report in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: BROWSER,
      args: ['--no-sandbox', '--disable-background-networking'],
    })
  }, 60_000)
  afterAll(() => browser.close())

  /** Opens a run's report from the disk, without a network; every error and every request beyond the file is a problem. */
  function open(options: FakeRunOptions, looks: Looks, look: (opened: Opened) => Promise<void>) {
    const { width = 1280, ...others } = looks
    return withFolder(async (folder) => {
      await record(folder, options, goodResult)
      const context = await browser.newContext({ viewport: { width, height: 900 }, offline: true, ...others })
      const page = await context.newPage()
      const problems: string[] = []
      const url = pathToFileURL(join(folder, 'report.html')).href
      page.on('console', (message) => problems.push(`console: ${message.text()}`))
      page.on('pageerror', (error) => problems.push(`error: ${error.message}`))
      page.on(
        'request',
        (request) => request.url() !== url && !request.url().startsWith('data:') && problems.push(request.url()),
      )
      await page.goto(url)
      await look({ page, problems })
      await context.close()
    })
  }

  /** Chart → shapes and words in it. */
  const drawn = (page: Page) =>
    page.$$eval('.chart', (charts) =>
      charts.map((chart) => ({
        id: chart.id,
        shapes: chart.querySelectorAll('svg path').length,
        words: chart.querySelectorAll('svg text').length,
      })),
    )

  test('default', async () => {
    await open({ ticks: 168 }, {}, async ({ page, problems }) => {
      const charts = await drawn(page)
      expect(charts.map(({ id }) => id)).toEqual([
        'tasks-open',
        'tasks-ended',
        'utilization',
        'prices',
        'earnings',
        'trust',
        'power',
        'money',
        'treasury',
        'unmatched',
      ])
      for (const { id, shapes, words } of charts) {
        expect(shapes, id).toBeGreaterThan(3)
        expect(words, id).toBeGreaterThan(2)
      }
      expect(problems).toEqual([])
    })
  })

  test('behavior: it fits a phone, in the dark, without scrolling sideways', async () => {
    await open({ ticks: 48 }, { width: 390, colorScheme: 'dark' }, async ({ page, problems }) => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(15, 21, 27)')
      expect((await drawn(page)).every(({ shapes }) => shapes > 3)).toBe(true)
      expect(problems).toEqual([])
    })
  })

  test('behavior: charts follow the colour scheme when it changes', async () => {
    await open({ ticks: 24 }, { colorScheme: 'light' }, async ({ page, problems }) => {
      const colours = () =>
        page.$eval(
          '#utilization',
          (chart) => chart.innerHTML.includes('#2bc49a') || chart.innerHTML.includes('rgb(43,196,154)'),
        )
      expect(await colours()).toBe(false)
      await page.emulateMedia({ colorScheme: 'dark' })
      await expect.poll(colours).toBe(true)
      expect(problems).toEqual([])
    })
  })

  test('behavior: names from a scenario are shown as they are, and never run', async () => {
    const name = `</script><img src=x onerror="window.hit=1"><script>window.hit=1</script>'"&`
    await open({ name, reasons: [name], ticks: 24 }, {}, async ({ page, problems }) => {
      expect(await page.textContent('h1')).toBe(name)
      expect(await page.title()).toContain(name)
      await page.hover('#unmatched')
      await page.hover('#utilization')
      expect(await page.evaluate(() => 'hit' in window)).toBe(false)
      expect(problems).toEqual([])
    })
  })

  test('behavior: pointing at a chart tells its values', async () => {
    await open({ ticks: 700, providers: 40, demand: 2 }, {}, async ({ page, problems }) => {
      await page.hover('#utilization')
      await expect.poll(() => page.textContent('#utilization')).toMatch(/UTC.*Tier 1 · owned [\d.]+ % \([\d.]+ % to/s)
      expect(problems).toEqual([])
    })
  })

  test('behavior: without JavaScript the figures and the tables are there', async () => {
    await open({ ticks: 24 }, { javaScriptEnabled: false }, async ({ page, problems }) => {
      expect(await page.textContent('noscript')).toContain('switched off')
      expect(await page.locator('.card').count()).toBe(7)
      expect(await page.locator('table').count()).toBeGreaterThan(5)
      expect(problems).toEqual([])
    })
  })

  test('behavior: it prints, light, on paper’s width', async () => {
    await open({ ticks: 24 }, { colorScheme: 'dark' }, async ({ page, problems }) => {
      const pdf = await page.pdf({ format: 'A4' })
      expect(pdf.length).toBeGreaterThan(20_000)
      expect(await page.evaluate(() => document.documentElement.className)).toBe('')
      expect(problems).toEqual([])
    })
  })

  test('behavior: a run without tasks has no empty chart', async () => {
    await open({ ticks: 12, demand: 0 }, {}, async ({ page, problems }) => {
      const charts = await drawn(page)
      expect(charts.map(({ id }) => id)).toEqual(['utilization', 'trust', 'power', 'treasury'])
      expect(charts.every(({ shapes }) => shapes > 0)).toBe(true)
      expect(problems).toEqual([])
    })
  })
})
