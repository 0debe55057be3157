import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestChain, type TestChain } from '../testing/createTestChain.ts'
import type { Market } from './createMarket.ts'
import { memoryStore } from './stores/memoryStore.ts'
import {
  activeNode,
  follower,
  listen,
  mine,
  paidTask,
  reorganise,
  takeBack,
  task,
  wholeLog,
  wholeState,
} from './testing/follower.ts'

let chain: TestChain
let nodeId: `0x${string}`
beforeAll(async () => {
  chain = await createTestChain()
  nodeId = await activeNode(chain)
})
afterAll(() => chain.stop())

async function expectEqual(market: Market, { log, complaints }: ReturnType<typeof listen>): Promise<void> {
  expect(market.state()).toEqual(await wholeState(chain))
  expect(log).toEqual(await wholeLog(chain))
  expect(complaints).toEqual([])
  expect(await market.reconcile()).toEqual([])
}

test('default', async () => {
  const market = follower(chain)
  const listener = listen(market)
  const { taskId } = await chain.buyer.tasks.post(task)
  await market.sync()
  listener.updates.length = 0
  await reorganise(chain, 1)
  const posted = listener.log.at(-1)
  const { number, hash, time } = await market.sync()
  expect(market.state().tasks.has(taskId)).toBe(false)
  const removed = listener.updates.flatMap((update) => (update.type === 'removed' ? [update.event] : []))
  expect(removed.map(({ index }) => index)).toEqual(removed.map((_, i) => removed.length - 1 - i))
  expect(removed.at(0)).toBe(posted)
  expect(listener.updates.at(-1)).toEqual({ type: 'block', number, hash, time })
  await expectEqual(market, listener)
})

test.for([2, 8, 64])('behavior: %d blocks are taken back, and others come', async (depth) => {
  const market = follower(chain)
  const listener = listen(market)
  for (let block = 0; block < depth; block += 4) await paidTask(chain, nodeId)
  await market.sync()
  await takeBack(chain, depth)
  await chain.increaseTime(77)
  for (let block = 0; block < depth; block += 4) await paidTask(chain, nodeId)
  await market.sync()
  expect(listener.updates.some(({ type }) => type === 'removed')).toBe(true)
  expect(listener.updates.some(({ type }) => type === 'restarted')).toBe(false)
  await expectEqual(market, listener)
})

test('behavior: in pieces, of which the first have not changed', async () => {
  const market = follower(chain, { blocksPerRequest: 5 })
  const listener = listen(market)
  await paidTask(chain, nodeId)
  await mine(chain, 30)
  await paidTask(chain, nodeId)
  await market.sync()
  await takeBack(chain, 3)
  await chain.increaseTime(77)
  await mine(chain, 9)
  await market.sync()
  await expectEqual(market, listener)
})

test('behavior: of blocks that said nothing only the hash changes', async () => {
  const market = follower(chain)
  await mine(chain, 5)
  await market.sync()
  const { updates } = listen(market)
  await reorganise(chain, 5)
  await market.sync()
  expect(updates.map(({ type }) => type)).toEqual(['block'])
})

test('behavior: a chain that is shorter now', async () => {
  const market = follower(chain)
  const listener = listen(market)
  await paidTask(chain, nodeId)
  await market.sync()
  await takeBack(chain, 3)
  await market.sync()
  await expectEqual(market, listener)
})

test('behavior: a chain that is shorter now is believed at once where it has another block', async () => {
  const market = follower(chain, { retry: { attempts: 1 } })
  const listener = listen(market)
  await paidTask(chain, nodeId)
  await market.sync()
  const before = market.block()?.number as bigint
  await takeBack(chain, 4)
  await chain.increaseTime(77)
  await mine(chain, 2)
  await market.sync()
  expect(market.block()?.number).toBeLessThan(before)
  await expectEqual(market, listener)
})

test('behavior: deeper than what is kept, everything is read anew', async () => {
  const market = follower(chain, { depth: 64 })
  const listener = listen(market)
  await paidTask(chain, nodeId)
  await mine(chain, 120)
  await market.sync()
  await mine(chain, 5)
  await market.sync()
  expect(listener.updates.some(({ type }) => type === 'restarted')).toBe(false)
  await reorganise(chain, 110)
  await paidTask(chain, nodeId)
  await market.sync()
  expect(listener.updates.filter(({ type }) => type === 'restarted')).toHaveLength(1)
  await expectEqual(market, listener)
})

test('behavior: while nobody looked, between two runs', async () => {
  for (const depth of [1, 64, 110]) {
    const store = memoryStore()
    await paidTask(chain, nodeId)
    await mine(chain, 120)
    await paidTask(chain, nodeId)
    await follower(chain, { store, depth: 64 }).sync()
    await reorganise(chain, depth)
    const market = follower(chain, { store, depth: 64 })
    const { updates } = listen(market)
    await market.sync()
    expect(updates.some(({ type }) => type === 'restarted')).toBe(depth === 110)
    expect(updates.some(({ type }) => type === 'removed')).toBe(depth !== 110)
    expect(market.state()).toEqual(await wholeState(chain))
  }
})

test('behavior: while the market is followed', async () => {
  const market = follower(chain)
  const listener = listen(market)
  let turn = 0
  for await (const { type, ...update } of market.follow()) {
    if (type !== 'block' || !('number' in update)) continue
    turn += 1
    if (turn === 8) break
    if (turn % 2 === 0) await reorganise(chain, 2)
    else await paidTask(chain, nodeId)
  }
  await market.sync()
  await expectEqual(market, listener)
})
