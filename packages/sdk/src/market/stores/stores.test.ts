import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createAiigo } from '../../createAiigo.ts'
import { createTestChain, type TestChain } from '../../testing/createTestChain.ts'
import { activeNode, follower, listen, mine, paidTask, wholeState } from '../testing/follower.ts'
import { fileStore } from './fileStore.ts'
import { indexedDbStore } from './indexedDbStore.ts'
import { memoryStore } from './memoryStore.ts'
import type { MarketStore } from './store.ts'

let chain: TestChain
let folder: string
let path: string
let nodeId: `0x${string}`
let files = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aiigo-market-'))
  chain = await createTestChain()
  nodeId = await activeNode(chain)
})
afterAll(async () => {
  await chain.stop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => {
  path = join(folder, `market-${files++}.bin`)
})

test('default', async () => {
  const taskId = await paidTask(chain, nodeId)
  await follower(chain, { store: fileStore(path) }).sync()
  const next = await paidTask(chain, nodeId)
  const market = follower(chain, { store: fileStore(path) })
  const { log } = listen(market)
  await market.sync()
  // Only what is new is told again.
  expect(log.some(({ args }) => 'taskId' in args && args.taskId === taskId)).toBe(false)
  expect(log.some(({ args }) => 'taskId' in args && args.taskId === next)).toBe(true)
  expect(market.state()).toEqual(await wholeState(chain))
  expect(await market.reconcile()).toEqual([])
})

test('behavior: a restart at any moment', async () => {
  const inner = fileStore(path)
  const kept: Uint8Array[] = []
  const store: MarketStore = {
    load: inner.load,
    save: async (bytes) => {
      await inner.save(bytes)
      kept.push(await readFile(path))
    },
  }
  await paidTask(chain, nodeId)
  await mine(chain, 200)
  const abort = new AbortController()
  const market = follower(chain, { store, blocksPerRequest: 20, depth: 64 })
  market.on('block', ({ number }) => number > 150n && abort.abort(new Error('a crash')))
  const following = async () => {
    for await (const _ of market.follow({ signal: abort.signal }));
  }
  await expect(following()).rejects.toThrow('a crash')
  await follower(chain, { store }).sync()
  expect(kept.length).toBeGreaterThan(3)
  const whole = await wholeState(chain)
  for (const bytes of kept) {
    const value = memoryStore()
    await value.save(bytes)
    const again = follower(chain, { store: value })
    await again.sync()
    expect(again.state()).toEqual(whole)
  }
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

test('error: what is cut short, changed, of another version or no market, says so and is left as it was', async () => {
  await follower(chain, { store: fileStore(path) }).sync()
  const whole = await readFile(path)
  const cases: [Uint8Array, string][] = [
    ...[0, 4, 20, 51, 52, 400, whole.length - 1].map((length): [Uint8Array, string] => [
      whole.subarray(0, length),
      'cutShort',
    ]),
    [Buffer.concat([whole, Buffer.alloc(1)]), 'cutShort'],
    ...[20, 60, whole.length - 1].map((at): [Uint8Array, string] => [changed(whole, at), 'damaged']),
    [changed(whole, 11), 'otherVersion'],
    [Buffer.from('{"name": "something else"}'), 'notAMarket'],
  ]
  for (const [bytes, fault] of cases) {
    await writeFile(path, bytes)
    const market = follower(chain, { store: fileStore(path) })
    const error = await market.sync().catch((error) => error)
    expect(error, fault).toMatchObject({ name: 'MarketStoreError', fault, retryable: false })
    expect(error.details.at(-1)).toMatch(/^Seen: /)
    const following = market.follow()[Symbol.asyncIterator]()
    await expect(following.next()).rejects.toMatchObject({ fault })
    expect(await readFile(path)).toEqual(Buffer.from(bytes))
  }
})

test('error: the store of another deployment', async () => {
  await follower(chain, { store: fileStore(path) }).sync()
  const before = await readFile(path)
  const { client } = chain.owner
  const deployment = { ...chain.deployment, block: chain.deployment.block - 1n }
  const { market } = createAiigo({ client, deployment, market: { store: fileStore(path) } })
  await expect(market.sync()).rejects.toMatchObject({ name: 'MarketStoreError', fault: 'foreign' })
  expect(await readFile(path)).toEqual(before)
})

test('error: after an event that does not fit the store is left as it was', async () => {
  const store = memoryStore()
  const { client } = chain.owner
  const { number } = await paidTask(chain, nodeId).then(() => follower(chain).sync())
  const deployment = { ...chain.deployment, block: number - 1n }
  const { market } = createAiigo({ client, deployment, market: { store, retry: { delay: 1 } } })
  await expect(market.sync()).rejects.toMatchObject({ name: 'UnfittingEventError' })
  const following = market.follow()[Symbol.asyncIterator]()
  await expect(following.next()).rejects.toMatchObject({ name: 'UnfittingEventError' })
  expect(await store.load()).toBeUndefined()
})

test('error: a file that cannot be read or written', async () => {
  await expect(fileStore(folder).load()).rejects.toMatchObject({ fault: 'unreadable' })
  const nowhere = fileStore(join(folder, 'nowhere', 'market.bin'))
  await expect(nowhere.save(new Uint8Array(1))).rejects.toMatchObject({ fault: 'unwritable' })
  expect(await nowhere.load()).toBeUndefined()
  await expect(follower(chain, { store: nowhere }).sync()).rejects.toMatchObject({ fault: 'unwritable' })
})

test('args: names', () => {
  expect(() => fileStore('')).toThrow('`path`')
  expect(() => indexedDbStore(1 as never)).toThrow('`name`')
})

function changed(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[at] = (copy[at] as number) ^ 1
  return copy
}

test('behavior: savings at the same time do not tear each other, and leave nothing behind', async () => {
  const store = fileStore(path)
  const sizes = Array.from({ length: 24 }, (_, i) => 200_000 + i)
  await Promise.all(sizes.map((size, i) => store.save(new Uint8Array(size).fill(i))))
  const bytes = (await store.load()) as Uint8Array
  expect(sizes).toContain(bytes.length)
  expect(new Set(bytes)).toEqual(new Set([bytes.length - 200_000]))
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

test('behavior: what a killed process has left beside the file goes with the next loading, what is young stays', async () => {
  const [old, young] = [`${path}.a.tmp`, `${path}.b.tmp`]
  for (const one of [old, young]) await writeFile(one, '')
  await utimes(old, 1, 1)
  await fileStore(path).load()
  const left = (await readdir(folder)).filter((name) => name.endsWith('.tmp'))
  await rm(young)
  expect(left.map((name) => join(folder, name))).toEqual([young])
})

test('error: a name that is too long is an error of the store', async () => {
  const saving = fileStore(join(folder, 'x'.repeat(250))).save(new Uint8Array(1))
  await expect(saving).rejects.toMatchObject({ name: 'MarketStoreError', fault: 'unwritable' })
})
