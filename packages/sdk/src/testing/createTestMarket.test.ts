import { ResourceType } from '@aiigo/core'
import { parseEther } from 'viem'
import { expect, test } from 'vitest'
import { createTestMarket } from './createTestMarket.ts'

test('default', async () => {
  for (let i = 0; i < 4; i++) {
    const t0 = performance.now()
    const market = await createTestMarket()
    const t1 = performance.now()
    const { provider, buyer } = market
    const { nodeId } = await provider.nodes.register({ resourceType: ResourceType.GPU, metadataURI: 'ipfs://node' })
    const t2 = performance.now()
    await provider.challenges.prove(nodeId)
    const t3 = performance.now()
    const { taskId } = await buyer.tasks.post({ resourceType: ResourceType.GPU, duration: 3_600n, maxPrice: parseEther('0.02'), specificationURI: 'ipfs://s' })
    await provider.tasks.accept({ taskId, nodeId })
    await provider.tasks.submitResult({ taskId, resultHash: nodeId, resultURI: 'ipfs://r' })
    const { payout } = await buyer.tasks.approve(taskId)
    const t4 = performance.now()
    console.log(payout, await provider.balance(), (await market.events()).length, 'create', t1 - t0, 'register', t2 - t1, 'prove', t3 - t2, 'life', t4 - t3)
  }
})
