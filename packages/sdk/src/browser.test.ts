import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import { createTestChain, type TestChain } from './testing/createTestChain.ts'

const executablePath = '/usr/bin/chromium'
const missing = !existsSync(executablePath)
if (missing) console.warn(`The browser test is skipped: there is no ${executablePath} (apt-get install chromium).`)

/** What the page's script leaves for the test. */
declare const page: { aiigo: import('./createAiigo.ts').Aiigo }

test.skipIf(missing)('default', async () => {
  await using chain = await createTestChain()
  await chain.buyer.nodes.register({ resourceType: 0, metadataURI: 'ipfs://node' })
  await using site = await serve(await bundle(chain))
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] })
  try {
    const tab = await browser.newPage()
    await tab.goto(site.url)
    await tab.waitForFunction(() => 'page' in globalThis)
    expect(await tab.evaluate(() => page.aiigo.market.state().nodes.size)).toBe(0)
    const before = site.served.size
    expect(await tab.evaluate(syncMarket)).toEqual({ nodes: 1, differences: 0 })
    expect(site.served.size).toBeGreaterThan(before)
  } finally {
    await browser.close()
  }
})

async function syncMarket() {
  const { market } = page.aiigo
  await market.sync()
  return { nodes: market.state().nodes.size, differences: (await market.reconcile()).length }
}

/** A page's script, and the files that it loads when they are needed. */
async function bundle({ anvil, deployment }: TestChain) {
  const contents = `
    import { createAiigo } from './index.ts'
    import { createClient, http } from 'viem'
    const deployment = ${JSON.stringify(deployment, (_, value) => (typeof value === 'bigint' ? Number(value) : value))}
    const client = createClient({ transport: http('${anvil.url}') })
    globalThis.page = { aiigo: createAiigo({ client, deployment: { ...deployment, block: BigInt(deployment.block) } }) }`
  const { outputFiles } = await build({
    ...{ stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)) }, outdir: 'out', write: false },
    ...{ bundle: true, splitting: true, minify: true, format: 'esm', platform: 'browser', target: 'es2022' },
    conditions: ['aiigo-source'],
    external: ['node:*'],
  })
  return new Map(outputFiles.map(({ path, text }) => [`/${basename(path)}`, text]))
}

async function serve(scripts: Map<string, string>) {
  const served = new Set<string>()
  const server = createServer(({ url = '' }, response) => {
    const script = scripts.get(url)
    if (script) served.add(url)
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html')
    response.end(script ?? '<!doctype html><title>sdk</title><script type="module" src="/stdin.js"></script>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return { url, served, [Symbol.asyncDispose]: async () => void server.close() }
}
