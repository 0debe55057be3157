import { afterAll, beforeAll, expect, test } from 'vitest'
import { testAccount } from './accounts.ts'
import { type DeployedChain, startDeployedChain } from './deployedChain.ts'

let chain: DeployedChain
beforeAll(async () => {
  chain = await startDeployedChain({ parameters: { registrationFee: 7n } })
})
afterAll(() => chain.stop())

test('default', async () => {
  const client = chain.client(testAccount(4))
  expect(await client.getOwner({ contract: 'taskMarketplace' })).toBe(chain.owner.address)
  expect((await client.getNodeRegistryParameters()).registrationFee).toBe(7n)
})

test('behavior: a snapshot takes back what came after it', async () => {
  const { revert } = await chain.snapshot()
  const owner = chain.client(chain.owner)
  await owner.waitForEvents({ hash: await owner.pause({ contract: 'nodeRegistry' }) })
  expect(await owner.isPaused({ contract: 'nodeRegistry' })).toBe(true)
  await revert()
  expect(await owner.isPaused({ contract: 'nodeRegistry' })).toBe(false)
})

test('behavior: time moves', async () => {
  const client = chain.client(testAccount(4))
  const before = (await client.getBlock()).timestamp
  await chain.increaseTime(86_400n)
  expect((await client.getBlock()).timestamp - before).toBeGreaterThanOrEqual(86_400n)
})

test('error: what fails leaves no anvil behind', async () => {
  const seen: string[] = []
  const onProgress = ({ contract }: { contract: string }) => {
    seen.push(contract)
    if (seen.length === 3) throw new Error('enough')
  }
  await expect(startDeployedChain({ onProgress })).rejects.toThrow()
  expect(seen).toHaveLength(3)
})
