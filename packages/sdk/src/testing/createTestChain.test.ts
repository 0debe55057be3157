import { InvalidArgumentError, parameters, parseEth, ResourceType } from '@aiigo/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestChain, type TestChain } from './createTestChain.ts'

let market: TestChain
beforeAll(async () => {
  market = await createTestChain({ accounts: 3 })
})
afterAll(() => market.stop())

test('default', async () => {
  const { provider } = market
  const before = await provider.balance()
  const { nodeId, stake, fee } = await provider.nodes.register({
    resourceType: ResourceType.GPU,
    metadataURI: 'ipfs://node',
  })
  expect(await provider.nodes.list({ owner: provider.address })).toEqual([nodeId])
  // Gas costs nothing here.
  expect(before - (await provider.balance())).toBe(stake + fee)
  expect([stake, fee]).toEqual([parameters.minimumStake, parameters.registrationFee])
})

test('args: as many users as asked for, each with money and a name', async () => {
  expect(market.users).toHaveLength(3)
  expect(market.users.slice(0, 2)).toEqual([market.provider, market.buyer])
  const { owner, treasury, arbitrator, users } = market
  expect(new Set([owner, treasury, arbitrator, ...users].map(({ address }) => address)).size).toBe(6)
  expect(await market.users[2]?.balance()).toBe(parseEth('10000'))
})

test('behavior: a snapshot takes back what came after it', async () => {
  const { revert } = await market.snapshot()
  const count = (await market.events()).length
  await market.buyer.nodes.register({ resourceType: ResourceType.IoT, metadataURI: 'ipfs://node' })
  expect((await market.events()).length).toBeGreaterThan(count)
  await revert()
  expect(await market.events()).toHaveLength(count)
})

test('behavior: time moves', async () => {
  const { nodeId } = await market.provider.nodes.register({ resourceType: ResourceType.GPU, metadataURI: 'ipfs://x' })
  await market.provider.challenges.prove(nodeId)
  const { withdrawableFrom } = await market.provider.nodes.deactivate(nodeId)
  const withdraw = () => market.provider.nodes.withdrawStake({ nodeId, amount: parameters.minimumStake })
  await expect(withdraw()).rejects.toMatchObject({
    ...{ errorName: 'NodeRegistry_CooldownNotOver', args: { withdrawableFrom }, retryable: true },
  })
  await market.increaseTime(parameters.stakeCooldown)
  await withdraw()
  expect((await market.provider.nodes.get(nodeId)).stakedAmount).toBe(0n)
})

test('error: a parameter out of its bounds leaves nothing running', async () => {
  await expect(createTestChain({ parameters: { attempts: 11n } })).rejects.toThrow(InvalidArgumentError)
})

test('error: an abort while it starts', async () => {
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(createTestChain({ signal })).rejects.toThrow('enough')
})
