import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultShares, type Fault, type FaultShares } from './faults.ts'
import { startFaultProxy } from './startFaultProxy.ts'

let target: string
let heard = 0
const server = createServer((request, response) => {
  let body = ''
  request.on('data', (chunk) => {
    body += chunk
  })
  request.on('end', () => {
    heard += 1
    response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: resultOf(JSON.parse(body)) }))
  })
})
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** A chain of 16 blocks, each with a log. */
function resultOf({ method, params }: { method: string; params: [string] }): unknown {
  if (method === 'eth_blockNumber') return '0x10'
  if (method === 'eth_getBlockByNumber') return { number: params[0] === 'latest' ? '0x10' : params[0] }
  return Array.from({ length: 16 }, (_, i) => ({ blockNumber: `0x${(i + 1).toString(16)}` }))
}

const none = Object.fromEntries(Object.keys(defaultShares).map((fault) => [fault, 0])) as FaultShares
const only = (fault: Fault) => ({ ...none, [fault]: 1 })
const logs = { method: 'eth_getLogs', params: [{ fromBlock: '0x1', toBlock: '0x10' }] }

async function ask(url: string, request: object) {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify({ id: 7, ...request }) })
  return response.ok ? response.json() : response.status
}

test('default', async () => {
  await using proxy = await startFaultProxy({ target, seed: 1, shares: none })
  expect(await ask(proxy.url, { method: 'eth_blockNumber' })).toEqual({ jsonrpc: '2.0', id: 7, result: '0x10' })
})

test('behavior: the same seed, the same faults', async () => {
  const outcomes = async (seed: number) => {
    await using proxy = await startFaultProxy({ target, seed })
    const seen: unknown[] = []
    for (let i = 0; i < 40; i++) seen.push(await ask(proxy.url, logs).catch(() => 'broken'))
    return seen
  }
  const first = await outcomes(5)
  expect(await outcomes(5)).toEqual(first)
  expect(await outcomes(6)).not.toEqual(first)
})

test('behavior: breaks, refuses, asks twice', async () => {
  const before = heard
  for (const [fault, outcome, passed] of [
    ['drop', 'broken', 0],
    ['lose', 'broken', 1],
    ['tooMany', 429, 0],
    ['unavailable', 503, 0],
    ['unavailableLate', 503, 1],
    ['duplicate', '0x10', 2],
    ['delay', '0x10', 1],
  ] as const) {
    heard = before
    await using proxy = await startFaultProxy({ target, seed: 1, shares: only(fault) })
    const answer = await ask(proxy.url, { method: 'eth_blockNumber' }).catch(() => 'broken')
    expect([answer.result ?? answer, heard - before, proxy.counts[fault]], fault).toEqual([outcome, passed, 1])
    proxy.calm()
    expect(await ask(proxy.url, { method: 'eth_blockNumber' })).toMatchObject({ result: '0x10' })
  }
})

test('behavior: is behind, and forgets', async () => {
  await using stale = await startFaultProxy({ target, seed: 1, shares: only('stale') })
  const { result } = await ask(stale.url, { method: 'eth_getBlockByNumber', params: ['latest', false] })
  expect(Number(result.number)).toBeGreaterThanOrEqual(11)
  expect(Number(result.number)).toBeLessThan(16)
  await using forgetful = await startFaultProxy({ target, seed: 1, shares: only('forget') })
  const seen = (await ask(forgetful.url, logs)).result
  expect(seen.length).toBeLessThan(16)
  expect(seen.at(0)).toEqual({ blockNumber: '0x1' })
})

test('behavior: a range that is too large is refused, also when it is calm', async () => {
  await using proxy = await startFaultProxy({ target, seed: 1, shares: none, largestRange: 15 })
  proxy.calm()
  expect(await ask(proxy.url, logs)).toMatchObject({ error: { message: 'query exceeds max block range 15' } })
  const fewer = { method: 'eth_getLogs', params: [{ fromBlock: '0x2', toBlock: '0x10' }] }
  expect(await ask(proxy.url, fewer)).toHaveProperty('result')
})
