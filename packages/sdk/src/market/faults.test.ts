import { startFaultProxy } from '@aiigo/testing'
import { getBlock } from 'viem/actions'
import { expect, test } from 'vitest'
import { createTestChain } from '../testing/createTestChain.ts'
import { memoryStore } from './stores/memoryStore.ts'
import {
  activeNode,
  follower,
  listen,
  mine,
  paidTask,
  reorganise,
  takeBack,
  wholeLog,
  wholeState,
} from './testing/follower.ts'

// The script and the market run side by side. Nothing that is checked depends on who is faster.

test.for([1, 2, 3])('default: seed %d', async (seed) => {
  await using chain = await createTestChain()
  await using proxy = await startFaultProxy({ target: chain.anvil.url, seed, largestRange: 50 })
  const store = memoryStore()
  const market = follower(chain, { store, blocksPerRequest: 200 }, proxy.url)
  const listener = listen(market)
  const script = async () => {
    const nodeId = await activeNode(chain)
    for (let turn = 0; turn < 4; turn++) {
      await paidTask(chain, nodeId)
      await mine(chain, 30)
      await paidTask(chain, nodeId)
      await reorganise(chain, 1 + ((turn * 21 + seed) % 64))
    }
    await takeBack(chain, 2)
    await chain.increaseTime(60)
    proxy.calm()
    // One to see, and one to be sure that it is the last.
    await mine(chain, 1)
    return (await getBlock(chain.owner.client)).hash
  }
  const abort = new AbortController()
  const following = async () => {
    for await (const _ of market.follow({ signal: abort.signal }));
  }
  const ended = expect(following()).rejects.toThrow('reached')
  const last = await script()
  const end = () => market.block()?.hash === last && abort.abort(new Error('reached'))
  market.on('block', end)
  end()
  await ended
  await market.sync()
  expect(await market.reconcile()).toEqual([])
  expect(market.state()).toEqual(await wholeState(chain))
  expect(listener.log).toEqual(await wholeLog(chain))
  expect(listener.complaints).toEqual([])
  const again = follower(chain, { store })
  await again.sync()
  expect(again.state()).toEqual(market.state())
})

test('behavior: faults that pass are told, and following goes on', async () => {
  await using chain = await createTestChain()
  const shares = { tooMany: 0.5, drop: 0.3 }
  await using proxy = await startFaultProxy({ target: chain.anvil.url, seed: 9, shares })
  const market = follower(chain, { retry: { attempts: 1, delay: 1, maximumDelay: 2 } }, proxy.url)
  const faults: string[] = []
  const onFault = ({ name }: Error) => {
    if (faults.push(name) === 4) proxy.calm()
  }
  for await (const { type } of market.follow({ onFault })) if (type === 'block') break
  expect(faults).toContain('RpcFaultError')
  expect(market.state()).toEqual(await wholeState(chain))
})

test('behavior: logs that were hidden are found when their blocks are read again', async () => {
  await using chain = await createTestChain()
  const nothing = { drop: 0, lose: 0, tooMany: 0, unavailable: 0, unavailableLate: 0, duplicate: 0, delay: 0, stale: 0 }
  await using proxy = await startFaultProxy({ target: chain.anvil.url, seed: 4, shares: { ...nothing, forget: 0.9 } })
  const market = follower(chain, {}, proxy.url)
  const listener = listen(market)
  await paidTask(chain, await activeNode(chain))
  // What it makes of this does not matter: an error that may pass, or a state with gaps.
  await market.sync().catch((error) => expect(error).toMatchObject({ retryable: true }))
  proxy.calm()
  await market.sync()
  expect(market.state()).toEqual(await wholeState(chain))
  expect(listener.log).toEqual(await wholeLog(chain))
  expect(listener.complaints).toEqual([])
})
