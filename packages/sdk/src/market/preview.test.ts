import { parseEth } from '@aiigo/core'
import { type Command, type Context, decide, RefusedError } from '@aiigo/protocol'
import { type Hex, keccak256, toHex, zeroAddress, zeroHash } from 'viem'
import { getBlock } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestChain, type TestChain } from '../testing/createTestChain.ts'
import { activeNode, mine, task } from './testing/follower.ts'

// What `decide` says to the state of a market that is followed is what the chain does next.

let chain: TestChain
let nodeId: Hex
beforeAll(async () => {
  chain = await createTestChain()
  nodeId = await activeNode(chain)
})
afterAll(() => chain.stop())

/** What the market that has not heard of the newest block says of the transaction in it. */
async function decided(command: Command, context: Pick<Context, 'sender' | 'value'>) {
  const { market } = chain.provider
  const { number, timestamp, parentHash, mixHash } = await getBlock(chain.owner.client)
  expect(market.block()?.hash).toBe(parentHash)
  const block = { block: Number(number), time: Number(timestamp), blockHash: parentHash, prevrandao: mixHash }
  return decide(market.state(), command, { ...context, ...block, ethUsd: parseEth('3000') })
}

/** Sends it when the market knows everything before it. */
async function expectTold(command: Command, context: Pick<Context, 'sender' | 'value'>, send: () => Promise<unknown>) {
  await chain.provider.market.sync()
  await send()
  const { number } = await getBlock(chain.owner.client)
  const events = (await chain.events()).filter(({ blockNumber }) => blockNumber === number)
  const decision = await decided(command, context)
  if (decision instanceof RefusedError) throw decision
  expect(events.length).toBeGreaterThan(0)
  expect(decision.map(({ contract, name, args }) => ({ contract, name, args }))).toEqual(
    events.map(({ contract, eventName: name, args }) => ({ contract, name, args })),
  )
}

test('default', async () => {
  const { buyer, provider } = chain
  const { specificationURI, maxPrice, duration, resourceType } = task
  const choice = { mode: 0, minTrustLevel: 1, requiredPower: 0n, currency: zeroAddress, directNode: zeroHash }
  const request = { resourceType, duration, maxPrice, specificationURI, salt: keccak256(toHex('preview')), ...choice }
  const taskId = await buyer.tasks.idOf(request.salt)
  const value = (maxPrice * duration) / 3_600n
  const contract = 'taskMarketplace'
  await expectTold({ contract, name: 'postTask', args: { request } }, { sender: buyer.address, value }, () =>
    buyer.tasks.post({ ...task, salt: request.salt }),
  )
  await expectTold({ contract, name: 'acceptTask', args: { taskId, nodeId } }, { sender: provider.address }, () =>
    provider.tasks.accept({ taskId, nodeId }),
  )
  const result = { taskId, resultHash: keccak256(toHex('result')), resultURI: 'ipfs://result' }
  await expectTold({ contract, name: 'submitResult', args: result }, { sender: provider.address }, () =>
    provider.tasks.submitResult(result),
  )
  await expectTold({ contract, name: 'approveResult', args: { taskId } }, { sender: buyer.address }, () =>
    buyer.tasks.approve(taskId),
  )
})

test('behavior: what the contracts refuse', async () => {
  const { buyer, provider } = chain
  const { taskId } = await buyer.tasks.post(task)
  await mine(chain, 1)
  await provider.market.sync()
  const caught = await buyer.tasks.accept({ taskId, nodeId }).catch((error) => error)
  await mine(chain, 1)
  const command = { contract: 'taskMarketplace', name: 'acceptTask', args: { taskId, nodeId } } as const
  const refused = await decided(command, { sender: buyer.address })
  expect(refused).toBeInstanceOf(RefusedError)
  expect(caught).toMatchObject({ errorName: (refused as RefusedError).errorName })
})
