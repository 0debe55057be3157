import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { chromium, type Page } from 'playwright-core'

const executablePath = '/usr/bin/chromium'

/** Why a test in the browser has to be skipped, if it has to. */
export const missingBrowser = existsSync(executablePath)
  ? undefined
  : `there is no ${executablePath} (apt-get install chromium)`

/** What makes Chromium hand out a GPU that it computes in software. */
export const softwareGpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader']

export type OpenPage = {
  tab: Page
  /** What the page has logged and thrown. */
  complaints: string[]
  close(): Promise<void>
}

/** A page in a real browser, under a strict content security policy, that has run the script. */
export async function openPage(script: string, browserArgs: readonly string[] = []): Promise<OpenPage> {
  const server = createServer((request, response) => {
    const isScript = request.url === '/pow.js'
    response.setHeader('content-security-policy', policy)
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : page)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const args = ['--no-sandbox', '--disable-background-networking', ...browserArgs]
  const browser = await chromium.launch({ executablePath, args })
  const tab = await browser.newPage()
  const complaints: string[] = []
  tab.on('pageerror', (error) => complaints.push(error.message))
  tab.on('console', (message) => complaints.push(message.text()))
  await tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  const close = async () => {
    await browser.close()
    server.close()
  }
  return { tab, complaints, close }
}

const page = `<!doctype html><title>pow</title><script src="/pow.js"></script>`
const policy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:`
