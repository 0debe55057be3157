import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { asksNewest, blocksBehind, forgetLogs, type RpcAnswer, type RpcRequest, refuseRange } from './answers.ts'
import { defaultShares, drawFault, type Fault, type FaultShares } from './faults.ts'
import { createRandom } from './random.ts'

export type FaultProxyOptions = {
  /** The node behind it, such as `anvil.url`. */
  target: string
  /** The only source of its chance. */
  seed: number
  /** What differs from the default shares. */
  shares?: Partial<FaultShares>
  /** The most blocks of one request for logs. @default no limit */
  largestRange?: number
}

export type FaultProxy = {
  readonly url: string
  /** How often each fault came. */
  readonly counts: Readonly<Record<Fault, number>>
  /** From now on it only passes on, except that the largest range stays. */
  calm(): void
  stop(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** The longest delay of an answer, in milliseconds. */
const LONGEST_DELAY = 20

/**
 * A node of a chain as it is on a bad day, between a client and a good node: JSON-RPC over HTTP, one request at a time.
 *
 * @example
 * await using proxy = await startFaultProxy({ target: anvil.url, seed: 1 })
 * const client = createClient({ transport: http(proxy.url) })
 */
export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const shares = { ...defaultShares, ...options.shares }
  const counts = Object.fromEntries(Object.keys(shares).map((fault) => [fault, 0])) as Record<Fault, number>
  const random = createRandom(options.seed)
  let isCalm = false
  const server = createServer((request, response) => {
    const fault = isCalm ? undefined : drawFault(shares, random())
    if (fault) counts[fault] += 1
    serve({ request, response, fault, chance: random(), options }).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = () => close(server)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    calm: () => {
      isCalm = true
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

type Served = {
  request: IncomingMessage
  response: ServerResponse
  fault: Fault | undefined
  chance: number
  options: FaultProxyOptions
}

async function serve({ request, response, fault, chance, options }: Served): Promise<void> {
  if (fault === 'drop') return void response.destroy()
  if (fault === 'tooMany' || fault === 'unavailable') return refuse(response, fault === 'tooMany' ? 429 : 503)
  const asked = JSON.parse(await text(request)) as RpcRequest
  if (fault === 'duplicate') await answerOf(asked, undefined, chance, options)
  if (fault === 'delay') await wait(chance * LONGEST_DELAY)
  const answer = await answerOf(asked, fault, chance, options)
  if (fault === 'lose') return void response.destroy()
  if (fault === 'unavailableLate') return refuse(response, 503)
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ jsonrpc: '2.0', ...answer, id: asked.id }))
}

function refuse(response: ServerResponse, status: number): void {
  response.statusCode = status
  response.end(`${status}`)
}

async function answerOf(
  asked: RpcRequest,
  fault: Fault | undefined,
  chance: number,
  { target, largestRange = Number.POSITIVE_INFINITY }: FaultProxyOptions,
): Promise<RpcAnswer> {
  const refused = Number.isFinite(largestRange) ? refuseRange(asked, largestRange) : undefined
  if (refused) return refused
  if (fault === 'stale' && asksNewest(asked)) return staleAnswer(asked, chance, target)
  const answer = await pass(asked, target)
  if (fault !== 'forget' || asked.method !== 'eth_getLogs' || !Array.isArray(answer.result)) return answer
  return { ...answer, result: forgetLogs(answer.result, chance) }
}

async function staleAnswer(asked: RpcRequest, chance: number, target: string): Promise<RpcAnswer> {
  const { result } = await pass({ id: 1, method: 'eth_blockNumber', params: [] }, target)
  const number = blocksBehind(result as string, chance)
  if (asked.method === 'eth_blockNumber') return { result: number }
  return pass({ ...asked, params: [number, ...(asked.params ?? []).slice(1)] }, target)
}

async function pass(asked: RpcRequest, target: string): Promise<RpcAnswer> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(target, { method: 'POST', headers, body: JSON.stringify({ jsonrpc: '2.0', ...asked }) })
  return (await response.json()) as RpcAnswer
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeAllConnections()
  await closed
}
