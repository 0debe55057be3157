import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import type { MarketStore } from './store.ts'

const executablePath = '/usr/bin/chromium'
const missing = !existsSync(executablePath)
if (missing) console.warn(`The browser test is skipped: there is no ${executablePath} (apt-get install chromium).`)

declare const sdk: { indexedDbStore(name: string): MarketStore }

test.skipIf(missing)(
  'default',
  async () => {
    const { outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL('./indexedDbStore.ts', import.meta.url))],
      ...{ bundle: true, write: false, minify: true, format: 'iife', globalName: 'sdk', platform: 'browser' },
      ...{ target: 'es2022', conditions: ['aiigo-source'] },
    })
    const server = createServer((request, response) => {
      const isScript = request.url === '/sdk.js'
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      response.end(isScript ? outputFiles[0]?.text : '<!doctype html><title>sdk</title><script src="/sdk.js"></script>')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] })
    try {
      const tab = await browser.newPage()
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
      await tab.goto(url)
      expect(await tab.evaluate(saveTwice)).toEqual({ before: 'nothing', after: [4, 5] })
      await tab.goto(url)
      expect(await tab.evaluate(loadAgain)).toEqual([4, 5])
    } finally {
      await browser.close()
      server.close()
    }
  },
  60_000,
)

async function saveTwice() {
  const store = sdk.indexedDbStore('market')
  const before = await store.load()
  await store.save(Uint8Array.of(1, 2, 3))
  await store.save(Uint8Array.of(4, 5))
  return { before: before ?? 'nothing', after: [...((await store.load()) ?? [])] }
}

async function loadAgain() {
  return [...((await sdk.indexedDbStore('market').load()) ?? [])]
}
