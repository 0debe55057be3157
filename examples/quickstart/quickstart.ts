import { formatEth, parseEth, ResourceType } from '@aiigo/core'
import { createTestChain } from '@aiigo/sdk/testing'
import { keccak256, toHex } from 'viem'

const market = await createTestChain() // a chain of your own with the AIIGO contracts on it
const { provider, buyer } = market

// A provider registers a GPU, puts ETH at stake, and proves by hashing that there is a machine.
const { nodeId, stake } = await provider.nodes.register({
  resourceType: ResourceType.GPU,
  metadataURI: 'ipfs://my-gpu',
})
const { attempts } = await provider.challenges.prove(nodeId)
console.log(`The provider stakes ${formatEth(stake)} ETH and proves its power with ${attempts} hashes.`)

// A buyer posts half an hour of work at 0.02 ETH an hour. The money waits in escrow.
const before = { provider: await provider.balance(), buyer: await buyer.balance() }
const { taskId, cost } = await buyer.tasks.post({
  resourceType: ResourceType.GPU,
  duration: 1_800n,
  maxPrice: parseEth('0.02'),
  specificationURI: 'ipfs://what-to-compute',
})
console.log(`The buyer posts a task; ${formatEth(cost)} ETH wait in escrow.`)

// The provider takes the task and delivers; the buyer approves.
await provider.tasks.accept({ taskId, nodeId })
const resultHash = keccak256(toHex('the result'))
await provider.tasks.submitResult({ taskId, resultHash, resultURI: 'ipfs://the-result' })
const { fee } = await buyer.tasks.approve(taskId)
console.log('The provider delivers, the buyer approves, the escrow pays:\n')

const show = (who: string, wei: bigint) =>
  console.log(`  ${who.padEnd(8)} ${formatEth(wei).padStart(7)} ETH ${String((wei * 100n) / cost).padStart(5)} %`)
show('buyer', (await buyer.balance()) - before.buyer)
show('provider', (await provider.balance()) - before.provider)
show('platform', fee)
await market.stop()
