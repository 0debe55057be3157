import { type MarketEvent, UnfittingEventError } from '@aiigo/protocol'
import { createClient, custom, type Hex, toHex } from 'viem'
import { getBlockNumber } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAiigo } from '../createAiigo.ts'
import { createTestChain, type TestChain } from '../testing/createTestChain.ts'
import { memoryStore } from './stores/memoryStore.ts'
import { activeNode, mine, paidTask, reorganise, task, wholeLog, wholeState } from './testing/follower.ts'
import type { MarketOptions } from './types.ts'

// Single answers of a node that are wrong, late or in words of its own, each in its place; in faults.test.ts they are mixed.

let chain: TestChain
let nodeId: Hex
beforeAll(async () => {
  chain = await createTestChain()
  nodeId = await activeNode(chain)
  for (let i = 0; i < 3; i++) {
    await paidTask(chain, nodeId)
    await mine(chain, 20)
  }
  // The first tasks are older than what is kept for reorganisations.
  await mine(chain, 100)
})
afterAll(() => chain.stop())

type Request = { method: string; params?: readonly unknown[] }
type Answer = (request: Request, honest: () => Promise<unknown>) => Promise<unknown>

/** A market that hears of the chain what somebody says of it. */
function through(answer: Answer, options: MarketOptions = {}) {
  const request = (asked: Request) => answer(asked, () => chain.owner.client.request(asked as never))
  const transport = custom({ request: request as never }, { retryCount: 0 })
  const client = createClient({ chain: chain.chain, transport, pollingInterval: 10 })
  const market = { retry: { delay: 1, maximumDelay: 4 }, ...options }
  return createAiigo({ client, deployment: chain.deployment, market }).market
}

const honestly: Answer = (_, honest) => honest()

/** Faults of the first so many requests of a method. */
function failing(times: number, method: string, fault: () => unknown): Answer {
  let left = times
  return async (asked, honest) => {
    if (asked.method !== method || left-- <= 0) return honest()
    return fault()
  }
}

function thrown(error: object): () => never {
  return () => {
    throw Object.assign(new Error('message' in error ? String(error.message) : ''), error)
  }
}

test('default', async () => {
  const market = through(honestly)
  await market.sync()
  expect(market.state()).toEqual(await wholeState(chain))
})

const tooMuch: readonly (readonly [number, string])[] = [
  [-32600, 'You can make eth_getLogs requests with up to a 10 block range. Based on your parameters, try [0x0, 0x9].'],
  [-32000, 'ranges over 10 blocks are not supported on freetier'],
  [-32005, 'logs matched by query exceeds limit of 10000'],
  [-32000, 'please limit the query to at most 10 blocks'],
  [-32000, 'query exceeds max results 20000, retry with a smaller range'],
  [-32000, 'query must be smaller than size 1024'],
  [-32000, 'query timeout exceeded'],
]

test.each(tooMuch)('behavior: asked for too much, a node that says %i, %s is asked for less', async (code, message) => {
  let refusals = 0
  const market = through(async ({ method, params = [] }, honest) => {
    const [{ fromBlock = '0x0', toBlock = '0x0' } = {}] = params as { fromBlock?: string; toBlock?: string }[]
    if (method !== 'eth_getLogs' || Number(toBlock) - Number(fromBlock) < 10) return honest()
    refusals += 1
    return thrown({ code, message })()
  })
  await market.sync()
  expect(refusals).toBeGreaterThan(0)
  expect(refusals).toBeLessThan(30)
  expect(market.state()).toEqual(await wholeState(chain))
})

const passing: readonly (readonly [string, () => unknown])[] = [
  ['internal error', thrown({ code: -32603, message: 'Internal error' })],
  ['a request that timed out', thrown({ code: -32000, message: 'context deadline exceeded' })],
  ['a rate limit', thrown({ code: -32029, message: 'Too Many Requests' })],
  ['no backend', thrown({ code: -32011, message: 'no backend is currently healthy to serve traffic' })],
  ['a replica that is behind', thrown({ code: -32019, message: 'block is out of range' })],
  ['a socket that is gone', thrown({ type: 'error', message: '' })],
  ['nothing', () => undefined],
  ['null', () => null],
]

const methods = ['eth_chainId', 'eth_getBlockByNumber', 'eth_getLogs']

test.each(methods)('behavior: what passes, in answer to %s', async (method) => {
  // What no number can be made of is no chain's number.
  const faults = passing.filter(([name]) => method !== 'eth_chainId' || !/^(nothing|null)$/.test(name))
  for (const [name, fault] of faults) {
    const market = through(failing(2, method, fault))
    await market.sync()
    expect(market.state(), name).toEqual(await wholeState(chain))
  }
})

test('behavior: a method that a node does not know is not asked for again', async () => {
  let asked = 0
  const unknown = thrown({ code: -32601, message: 'the method eth_getLogs does not exist' })
  const market = through(
    failing(99, 'eth_getLogs', () => {
      asked += 1
      return unknown()
    }),
  )
  await expect(market.sync()).rejects.toMatchObject({ name: 'RpcFaultError', retryable: false })
  expect(asked).toBe(1)
})

test('behavior: where the node has not the blocks any more, the newest one is asked for again, and not the same logs', async () => {
  const methods: string[] = []
  const gone = failing(1, 'eth_getLogs', thrown({ code: -32000, message: 'header not found' }))
  const market = through((asked, honest) => {
    methods.push(asked.method)
    return gone(asked, honest)
  })
  await market.sync()
  const [first, second] = methods.flatMap((method, i) => (method === 'eth_getLogs' ? [i] : []))
  expect(methods.slice(first! + 1, second)).toContain('eth_getBlockByNumber')
  expect(market.state()).toEqual(await wholeState(chain))
})

test('behavior: a request is sent as often as the policy says, and every fault of it is told', async () => {
  let asked = 0
  const answer: Answer = async () => {
    asked += 1
    return thrown({ code: -32005, message: 'slow down' })()
  }
  const policy = { retry: { attempts: 3, delay: 1, maximumDelay: 1 } }
  await expect(through(answer, policy).sync()).rejects.toMatchObject({ kind: 'rateLimited' })
  expect(asked).toBe(3)
  const heard: string[] = []
  const calm = failing(5, 'eth_chainId', thrown({ code: -32005, message: 'slow down' }))
  for await (const { type } of through(calm, policy).follow({ onFault: ({ name }) => heard.push(name) }))
    if (type === 'block') break
  expect(heard.length).toBeGreaterThanOrEqual(5)
})

test('behavior: the header of another block is not taken for the one that was asked for', async () => {
  const spoken = new Set((await chain.events()).map(({ blockNumber }) => blockNumber))
  let isLying = true
  const answer: Answer = async (asked, honest) => {
    const [number] = (asked.params ?? []) as `0x${string}`[]
    const isHeader = asked.method === 'eth_getBlockByNumber' && number?.startsWith('0x')
    if (!isLying || !isHeader || spoken.has(BigInt(number as string))) return honest()
    isLying = false
    return chain.owner.client.request({ method: 'eth_getBlockByNumber', params: ['latest', false] })
  }
  const market = through(answer, { blocksPerRequest: 8 })
  await market.sync()
  expect(isLying).toBe(false)
  expect(market.state()).toEqual(await wholeState(chain))
  expect(await market.reconcile()).toEqual([])
})

test('behavior: what was hidden until nothing fitted any more is found by whoever tries again', async () => {
  const registered = (await chain.events()).find(({ eventName }) => eventName === 'NodeRegistered')
  let isHiding = true
  const answer: Answer = async (asked, honest) => {
    const logs = await honest()
    if (!isHiding || asked.method !== 'eth_getLogs') return logs
    return (logs as { blockNumber: `0x${string}` }[]).filter(
      ({ blockNumber }) => BigInt(blockNumber) !== registered?.blockNumber,
    )
  }
  const market = through(answer, { blocksPerRequest: 2 })
  await expect(market.sync()).rejects.toThrow(UnfittingEventError)
  isHiding = false
  await market.sync()
  expect(market.state()).toEqual(await wholeState(chain))
})

test('behavior: what was not given out comes again after a restart, and nothing is missing', async () => {
  const store = memoryStore()
  const given: MarketEvent[] = []
  const options = { store, blocksPerRequest: 8 }
  const first = through(honestly, options)
  for await (const update of first.follow()) if (update.type === 'event' && given.push(update.event) === 5) break
  for await (const update of through(honestly, options).follow()) {
    if (update.type === 'event') given.push(update.event)
    if (update.type === 'block' && update.number >= (await getBlockNumber(chain.owner.client))) break
  }
  const placeOf = ({ block, index }: MarketEvent) => `${block} ${index}`
  expect([...new Set(given.map(placeOf))]).toEqual((await wholeLog(chain)).map(placeOf))
})

test('behavior: whoever stops does not wait for others whom a silent node keeps waiting', async () => {
  let isSilent = false
  const market = through(async (_, honest) => (isSilent ? new Promise(() => {}) : honest()))
  const abort = new AbortController()
  const following = async () => {
    for await (const { type } of market.follow({ signal: abort.signal })) if (type === 'block') isSilent = true
  }
  const followed = following().catch((error) => error)
  await expect.poll(() => isSilent).toBe(true)
  const stopped = new AbortController()
  const waiting = market.sync({ signal: stopped.signal }).catch(() => {})
  await new Promise((resolve) => setTimeout(resolve, 100))
  const begin = performance.now()
  abort.abort(new Error('enough'))
  expect(await followed).toMatchObject({ message: 'enough' })
  expect(performance.now() - begin).toBeLessThan(5_000)
  stopped.abort()
  await waiting
})

type RawLog = { blockNumber: `0x${string}`; logIndex: `0x${string}` }

/** Keeps back each log of these blocks the first time that it would be said. */
function hiding(isHidden: (log: RawLog) => boolean): Answer {
  const said = new Set<string>()
  return async (asked, honest) => {
    if (asked.method !== 'eth_getLogs') return honest()
    const logs = (await honest()) as RawLog[]
    const isNew = ({ blockNumber, logIndex }: RawLog) => !said.has(`${blockNumber} ${logIndex}`)
    const shown = logs.filter((log) => !(isHidden(log) && isNew(log)))
    for (const { blockNumber, logIndex } of logs) said.add(`${blockNumber} ${logIndex}`)
    return shown
  }
}

test.each([64, 1_000])('behavior: whichever log is hidden once, %i blocks being kept', async (depth) => {
  const events = await chain.events()
  const places = events.map(({ blockNumber, logIndex }) => [blockNumber, logIndex] as const)
  const expected = await wholeState(chain)
  for (const [block, index] of places) {
    const answer = hiding(({ blockNumber, logIndex }) => BigInt(blockNumber) === block && Number(logIndex) === index)
    const market = through(answer, { depth })
    await market.sync()
    expect(market.state(), `log ${index} of block ${block}`).toEqual(expected)
  }
})

test.each([8, 2_000])('behavior: all logs are hidden once, %i blocks a request', async (blocksPerRequest) => {
  const market = through(
    hiding(() => true),
    { depth: 64, blocksPerRequest },
  )
  await market.sync()
  expect(market.state()).toEqual(await wholeState(chain))
})

test('behavior: logs are hidden once after a pause that was longer than what is kept', async () => {
  const [first, second] = (await chain.events()).filter(({ eventName }) => eventName === 'TaskCreated')
  const pause = toHex((first?.blockNumber as bigint) - 1n)
  const store = memoryStore()
  const before = through(
    async (asked, honest) => {
      if (asked.method !== 'eth_getBlockByNumber' || asked.params?.[0] !== 'latest') return honest()
      return chain.owner.client.request({ method: 'eth_getBlockByNumber', params: [pause, false] })
    },
    { store, depth: 64 },
  )
  await before.sync()
  const market = through(
    hiding(({ blockNumber }) => BigInt(blockNumber) >= (second?.blockNumber as bigint)),
    { store, depth: 64 },
  )
  await market.sync()
  expect(market.state()).toEqual(await wholeState(chain))
})

test('behavior: where nothing is hidden new blocks are read twice, and known ones once', async () => {
  let asked = 0
  const market = through(
    async ({ method }, honest) => {
      if (method === 'eth_getLogs') asked += 1
      return honest()
    },
    { depth: 64 },
  )
  await market.sync()
  expect(asked).toBe(2)
  await market.sync()
  expect(asked).toBe(3)
})

test('behavior: a node that is a block behind takes nothing back', async () => {
  let behind = 0
  const answer: Answer = async (asked, honest) => {
    if (asked.method !== 'eth_getBlockByNumber' || asked.params?.[0] !== 'latest' || behind === 0) return honest()
    behind -= 1
    const newest = await getBlockNumber(chain.owner.client)
    return chain.owner.client.request({ method: 'eth_getBlockByNumber', params: [toHex(newest - 1n), false] })
  }
  const market = through(answer)
  await market.sync()
  const removed: MarketEvent[] = []
  market.on('removed', ({ event }) => removed.push(event))
  await paidTask(chain, nodeId)
  await market.sync()
  behind = 4
  await market.sync()
  expect(behind).toBe(0)
  expect(removed).toEqual([])
  expect(market.state()).toEqual(await wholeState(chain))
})

/** Follows until it is stopped, and tells every update. */
async function following(market: ReturnType<typeof through>) {
  const updates: string[] = []
  const abort = new AbortController()
  const loop = async () => {
    for await (const { type } of market.follow({ signal: abort.signal })) updates.push(type)
  }
  const ended = loop().catch((error) => error)
  const reached = async () => {
    const newest = await getBlockNumber(chain.owner.client)
    await expect.poll(() => market.block()?.number, { timeout: 10_000 }).toBe(newest)
  }
  await reached()
  const stop = async () => {
    abort.abort(new Error('enough'))
    expect(await ended).toMatchObject({ message: 'enough' })
  }
  return { updates, reached, stop }
}

test('behavior: what does not fit shows what was hidden, and what is kept is enough to find it', async () => {
  let [hidden, newest]: (bigint | undefined)[] = []
  const answer: Answer = async (asked, honest) => {
    const [first = {}] = (asked.params ?? []) as Record<string, string>[]
    if (asked.method === 'eth_getBlockByNumber' && asked.params?.[0] === 'latest' && newest !== undefined)
      return chain.owner.client.request({ method: 'eth_getBlockByNumber', params: [toHex(newest), false] })
    const logs = await honest()
    if (asked.method !== 'eth_getLogs' || hidden === undefined) return logs
    const shown = (logs as RawLog[]).filter(({ blockNumber }) => BigInt(blockNumber) !== hidden)
    // Not when everything that is kept is read again.
    if (Number(first.toBlock) - Number(first.fromBlock) < 20) return shown
    hidden = undefined
    return logs
  }
  const market = through(answer)
  const { updates, reached, stop } = await following(market)
  newest = await getBlockNumber(chain.owner.client)
  hidden = newest + 1n
  const { taskId } = await chain.buyer.tasks.post(task)
  await chain.buyer.tasks.post(task)
  await chain.provider.tasks.accept({ taskId, nodeId })
  newest = undefined
  await reached()
  await stop()
  expect(hidden).toBeUndefined()
  expect(updates).not.toContain('restarted')
  expect(market.state()).toEqual(await wholeState(chain))
  await chain.provider.tasks.submitResult({ taskId, resultHash: taskId, resultURI: 'ipfs://result' })
  await chain.buyer.tasks.approve(taskId)
})

test('behavior: logs that come in another order, and twice', async () => {
  const market = through(async (asked, honest) => {
    const logs = await honest()
    if (asked.method !== 'eth_getLogs') return logs
    return [...(logs as RawLog[]), ...(logs as RawLog[])].reverse()
  })
  await market.sync()
  expect(market.state()).toEqual(await wholeState(chain))
})

test('behavior: while following, a new block is read with the eight before it', async () => {
  const first: bigint[] = []
  const market = through(async (asked, honest) => {
    const [{ fromBlock = '0x0' } = {}] = (asked.params ?? []) as { fromBlock?: string }[]
    if (asked.method === 'eth_getLogs') first.push(BigInt(fromBlock))
    return honest()
  })
  const { reached, stop } = await following(market)
  first.length = 0
  const before = market.block()?.number as bigint
  await mine(chain, 1)
  await reached()
  await stop()
  expect(first).toEqual([before - 7n])
})

test('behavior: what a sync has read the next market of its store knows', async () => {
  const store = memoryStore()
  const market = through(honestly, { store })
  await market.sync()
  await paidTask(chain, nodeId)
  await market.sync()
  const again = through(honestly, { store })
  const told: MarketEvent[] = []
  again.on('event', ({ event }) => told.push(event))
  await again.sync()
  expect(again.state()).toEqual(await wholeState(chain))
  expect(told).toEqual([])
})

test('behavior: a node that stays a block behind is believed the fifth time', async () => {
  let [asked, behind] = [0, 0n]
  const market = through(
    async (request, honest) => {
      if (behind === 0n || request.method !== 'eth_getBlockByNumber' || request.params?.[0] !== 'latest')
        return honest()
      asked += 1
      return chain.owner.client.request({ method: 'eth_getBlockByNumber', params: [toHex(behind), false] })
    },
    { retry: { attempts: 5, delay: 1 } },
  )
  await market.sync()
  behind = (market.block()?.number as bigint) - 1n
  await market.sync()
  expect(asked).toBe(5)
  expect(market.block()?.number).toBe(behind)
})

test('behavior: a request asks for as many blocks as it may', async () => {
  const spans: bigint[] = []
  const market = through(
    async (asked, honest) => {
      const [{ fromBlock = '0x0', toBlock = '0x0' } = {}] = (asked.params ?? []) as Record<string, string>[]
      if (asked.method === 'eth_getLogs') spans.push(BigInt(toBlock) - BigInt(fromBlock) + 1n)
      return honest()
    },
    { blocksPerRequest: 8 },
  )
  await market.sync()
  expect(new Set(spans.slice(0, -2))).toEqual(new Set([8n]))
})

test('behavior: whoever leaves the loop in the middle keeps nobody from saving', async () => {
  const store = memoryStore()
  const market = through(honestly, { store })
  for await (const { type } of market.follow()) if (type === 'event') break
  expect(await store.load()).toBeUndefined()
  await market.sync()
  const again = through(honestly, { store })
  const told: MarketEvent[] = []
  again.on('event', ({ event }) => told.push(event))
  await again.sync()
  expect(told).toEqual([])
})

// Last: the chain is another one afterwards.
test('behavior: a reorganisation between the logs and the header that they end with', async () => {
  const posted = (await chain.events()).filter(({ eventName }) => eventName === 'TaskCreated')
  const second = posted[1]?.blockNumber as bigint
  const head = await getBlockNumber(chain.owner.client)
  let isOver = false
  const answer: Answer = async (asked, honest) => {
    const logs = await honest()
    const [{ toBlock = '0x0' } = {}] = (asked.params ?? []) as { toBlock?: `0x${string}` }[]
    if (isOver || asked.method !== 'eth_getLogs' || BigInt(toBlock) < second) return logs
    expect(BigInt(toBlock)).toBeLessThan(head)
    isOver = true
    await reorganise(chain, Number(head - second) + 1)
    return logs
  }
  const market = through(answer, { blocksPerRequest: 8 })
  await market.sync()
  expect(isOver).toBe(true)
  expect(market.state()).toEqual(await wholeState(chain))
  expect(await market.reconcile()).toEqual([])
})
