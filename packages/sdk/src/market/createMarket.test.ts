import { ResourceType, TaskStatus } from '@aiigo/core'
import { getOpenTasks } from '@aiigo/protocol'
import { createClient, custom, http, toHex } from 'viem'
import { getBlock } from 'viem/actions'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createAiigo } from '../createAiigo.ts'
import { createTestChain, type TestChain } from '../testing/createTestChain.ts'
import { activeNode, follower, listen, mine, paidTask, task, wholeLog, wholeState } from './testing/follower.ts'
import type { MarketUpdate } from './types.ts'

let chain: TestChain
let undo: () => Promise<void>
beforeAll(async () => {
  chain = await createTestChain()
})
afterAll(() => chain.stop())
beforeEach(async () => {
  undo = (await chain.snapshot()).revert
})
afterEach(() => undo())

test('default', async () => {
  const market = follower(chain)
  const nodeId = await activeNode(chain)
  const { taskId } = await chain.buyer.tasks.post(task)
  const block = await market.sync()
  expect(getOpenTasks(market.state(), ResourceType.GPU)).toEqual([taskId])
  expect(market.block()).toEqual(block)
  await chain.provider.tasks.accept({ taskId, nodeId })
  await chain.provider.tasks.submitResult({ taskId, resultHash: toHex(1, { size: 32 }), resultURI: 'ipfs://result' })
  await chain.buyer.tasks.approve(taskId)
  await market.sync()
  expect(market.state().tasks.get(taskId)?.status).toBe(TaskStatus.Verified)
  expect(market.state()).toEqual(await wholeState(chain))
  expect(await market.reconcile()).toEqual([])
})

test('behavior: following tells every event in its order, and then the block', async () => {
  const market = follower(chain)
  const nodeId = await activeNode(chain)
  const updates: MarketUpdate[] = []
  let life: Promise<unknown> | undefined
  for await (const update of market.follow()) {
    updates.push(update)
    if (update.type !== 'block') continue
    life ??= paidTask(chain, nodeId)
    if (updates.some((one) => one.type === 'event' && one.event.name === 'TaskVerified')) break
  }
  await life
  const events = updates.flatMap((update) => (update.type === 'event' ? [update.event] : []))
  expect(events).toEqual(await wholeLog(chain))
  const head = await getBlock(chain.owner.client)
  expect(updates.at(-1)).toEqual({ type: 'block', number: head.number, hash: head.hash, time: Number(head.timestamp) })
  expect(market.state()).toEqual(await wholeState(chain))
})

test('behavior: two followers, and a reading from within the loop', async () => {
  const market = follower(chain)
  const { log } = listen(market)
  const names = async () => {
    const seen: string[] = []
    for await (const update of market.follow()) {
      if (update.type === 'event') seen.push(update.event.name)
      if (update.type === 'block') {
        await market.sync()
        return seen
      }
    }
  }
  const [first, second] = await Promise.all([names(), names()])
  expect(first).toEqual(second)
  expect(first).toEqual(log.map(({ name }) => name))
})

test('behavior: a gap is read in pieces that the node gives', async () => {
  const market = follower(chain, { blocksPerRequest: 3 })
  const { log, updates } = listen(market)
  await market.sync()
  const nodeId = await activeNode(chain)
  await mine(chain, 300)
  await paidTask(chain, nodeId)
  await market.sync()
  expect(market.state()).toEqual(await wholeState(chain))
  expect(log).toEqual(await wholeLog(chain))
  expect(updates.filter(({ type }) => type === 'block').length).toBeGreaterThan(100)
})

test('behavior: what a listener throws does not stop the others', async () => {
  const market = follower(chain)
  const thrown: unknown[] = []
  const later = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((callback) => {
    Promise.resolve()
      .then(callback)
      .catch((error) => thrown.push(error))
  })
  const end = market.on('block', () => {
    end()
    throw new Error('mine')
  })
  const { log } = listen(market)
  await market.sync()
  later.mockRestore()
  expect(thrown).toEqual([new Error('mine')])
  expect(log.length).toBeGreaterThan(0)
})

test('args: options that are not valid', async () => {
  const client = chain.owner.client
  const create = (market: object) => () => createAiigo({ client, deployment: chain.deployment, market })
  expect(create({ depth: 63 })).toThrow('market.depth')
  expect(create({ blocksPerRequest: 0 })).toThrow('market.blocksPerRequest')
  expect(create({ retry: { attempts: 0 } })).toThrow('market.retry.attempts')
  expect(create({ retry: { delay: 2 ** 31 } })).toThrow('market.retry.delay')
  expect(create({ retry: { delay: 2 ** 31 - 1 } })).not.toThrow()
  expect(create({ store: {} })).toThrow('market.store')
  const { market } = chain.owner
  expect(() => market.on('other' as never, () => {})).toThrow('`type`')
  expect(() => market.on('block', undefined as never)).toThrow('`listener`')
  await expect(market.sync({ signal: 1 as never })).rejects.toThrow('`signal`')
  await expect(market.follow({ pollingInterval: 0 })[Symbol.asyncIterator]().next()).rejects.toThrow('pollingInterval')
})

test('behavior: an abort ends each of them at once with its reason', async () => {
  const silent = custom({ request: () => new Promise(() => {}) })
  const client = createClient({ chain: chain.chain, transport: silent })
  for (const call of ['sync', 'reconcile'] as const) {
    const { market } = createAiigo({ client, deployment: chain.deployment })
    const abort = new AbortController()
    const waiting = market[call]({ signal: abort.signal })
    const behind = market.sync({ signal: abort.signal })
    abort.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    await expect(behind).rejects.toThrow('enough')
    await expect(market[call]({ signal: abort.signal })).rejects.toThrow('enough')
  }
  const abort = new AbortController()
  const market = follower(chain)
  const following = async () => {
    for await (const { type } of market.follow({ signal: abort.signal, pollingInterval: 1_000_000 })) {
      if (type === 'block') setImmediate(() => abort.abort(new Error('enough')))
    }
  }
  await expect(following()).rejects.toThrow('enough')
  expect(market.state()).toEqual(await wholeState(chain))
})

test('error: another chain, and a node that gives logs of others', async () => {
  const { deployment } = chain
  const client = createClient({ chain: chain.chain, transport: http(chain.anvil.url) })
  const elsewhere = createAiigo({ client, deployment: { ...deployment, chainId: 8_453 } }).market
  await expect(elsewhere.sync()).rejects.toMatchObject({
    name: 'OtherChainError',
    details: ['Expected: chain 8453, of the deployment', `Seen: chain ${deployment.chainId}`],
  })
  const careless = custom({
    request: async (asked) => {
      const answer = await client.request(asked)
      if (asked.method !== 'eth_getLogs') return answer
      return (answer as object[]).map((log, i) => (i === 2 ? { ...log, address: `0x${'ee'.repeat(20)}` } : log))
    },
  })
  const { market } = createAiigo({ client: createClient({ chain: chain.chain, transport: careless }), deployment })
  await expect(market.sync()).rejects.toMatchObject({ name: 'ForeignLogError' })
  expect(market.state().parameters).toBeDefined()
  expect(market.block()).toBeUndefined()
})

test('error: a fault that does not pass, and one that does not pass in time', async () => {
  const { deployment } = chain
  const failing = (status: number) =>
    follower(chain, { retry: { attempts: 2, delay: 1 } }, `http://127.0.0.1:${status}`)
  await expect(failing(1).sync()).rejects.toMatchObject({ name: 'RpcFaultError', kind: 'unreachable' })
  const request = () => Promise.reject(Object.assign(new Error('no'), { status: 401 }))
  const client = createClient({ chain: chain.chain, transport: custom({ request }, { retryCount: 0 }) })
  await expect(createAiigo({ client, deployment }).market.sync()).rejects.toMatchObject({ kind: 'unauthorized' })
  const following = createAiigo({ client, deployment }).market.follow()[Symbol.asyncIterator]()
  await expect(following.next()).rejects.toMatchObject({ kind: 'unauthorized' })
})

test('error: an event that does not fit, of a deployment whose first block is wrong', async () => {
  const nodeId = await activeNode(chain)
  const { number } = await getBlock(chain.owner.client)
  await chain.provider.nodes.updateMetadata({ nodeId, metadataURI: 'ipfs://new' })
  const { client } = chain.owner
  const retry = { delay: 1 }
  const deployment = { ...chain.deployment, block: number + 1n }
  const { market } = createAiigo({ client, deployment, market: { retry } })
  await expect(market.sync()).rejects.toMatchObject({
    name: 'UnfittingEventError',
    event: { name: 'NodeMetadataUpdated' },
  })
  await expect(market.sync()).rejects.toThrow('does not fit')
})
