import { expect, test } from 'vitest'
import { missingBrowser, openPage } from './browser.ts'
import { bundle } from './bundle.ts'
import { oracleSearch } from './oracle.ts'

if (missingBrowser) console.warn(`The browser test is skipped: ${missingBrowser}.`)

test.skipIf(missingBrowser)(
  'default: solves in a real browser, with Web Workers and without, under a strict content security policy',
  async () => {
    const script = await bundle({ format: 'iife', globalName: 'pow', platform: 'browser', target: 'es2022' })
    const { tab, complaints, close } = await openPage(script)
    try {
      const outcome = await tab.evaluate(solveInPage)
      const nonces = oracleSearch(new Uint8Array(32), 5_000n, 0n, 10_000_000n, 16).map(String)
      expect(outcome).toEqual({
        local: nonces,
        workers: nonces,
        workersStarted: 2,
        aborted: 'AbortError',
        rate: true,
      })
      expect(complaints).toEqual([])
    } finally {
      await close()
    }
  },
  60_000,
)

/** Runs inside the page, where the bundle has left the package in `pow`. */
async function solveInPage() {
  const { pow } = globalThis as unknown as { pow: typeof import('../src/index.ts') }
  let workersStarted = 0
  const Original = Worker
  globalThis.Worker = class extends Original {
    constructor(...options: ConstructorParameters<typeof Worker>) {
      super(...options)
      workersStarted++
    }
  }
  const options = { seed: `0x${'00'.repeat(32)}` as const, difficulty: 5_000n, count: 16 }
  const local = await pow.solve({ ...options, workers: 0 })
  const workers = await pow.solve({ ...options, workers: 2 })
  const started = workersStarted
  const endless = { ...options, difficulty: 2n ** 200n, workers: 2 }
  const controller = new AbortController()
  setTimeout(() => controller.abort(), 300)
  const aborted = await pow.solve({ ...endless, signal: controller.signal }).catch((error: Error) => error.name)
  const rate = (await pow.hashRate({ ms: 100, workers: 1 })) > 1_000
  return {
    local: local!.nonces.map(String),
    workers: workers!.nonces.map(String),
    workersStarted: started,
    aborted,
    rate,
  }
}
