import { readFileSync } from 'node:fs'
import { type BaseError, InvalidArgumentError, ResourceType } from '@aiigo/core'
import { createClient, custom } from 'viem'
import { expect, test } from 'vitest'
import { aiigoActions } from '../aiigoActions.ts'
import { nodeRegistryAbi } from '../generated/abis.ts'
import { checkEnums, choicesOf } from './checkEnums.ts'

const address = `0x${'11'.repeat(20)}` as const
const id = `0x${'22'.repeat(32)}` as const
const contracts = {
  nodeRegistry: address,
  proofOfWorkVerifier: address,
  escrowManager: address,
  taskMarketplace: address,
  priceOracle: address,
}
const asked: string[] = []
const nobody = custom({
  request: ({ method }) => {
    asked.push(method)
    return Promise.reject(new Error('nobody is there'))
  },
})
const market = createClient({ account: address, transport: nobody }).extend(
  aiigoActions({ chainId: 1, contracts, block: 0n }),
)

const node = { metadataURI: 'ipfs://node', value: 1n }
const work = { requiredPower: 0n, duration: 60n }
const task = { ...work, maxPrice: 1n, minTrustLevel: 1, specificationURI: 'ipfs://task', value: 1n }
const end = { taskId: id, nodeId: id, power: 0n, earnings: 0n, earnsReputation: true }

test('default', () => {
  const call = { abi: nodeRegistryAbi, functionName: 'registerNode', args: [ResourceType.IoT, 'ipfs://node'] }
  expect(() => checkEnums(call)).not.toThrow()
  expect(() => checkEnums({ ...call, args: [5, 'ipfs://node'] })).toThrow(InvalidArgumentError)
})

test.each([
  ['registerNode', { ...node, resourceType: 9 }],
  ['getActiveNodes', { resourceType: 9 }],
  ['getActiveNodes', { resourceType: 9, offset: 0n, limit: 1n }],
  ['getNodeCount', { resourceType: '1' }],
  ['updateNodeStatus', { nodeId: id, status: 6 }],
  ['closeTask', { ...end, outcome: 6 }],
  ['getEligibility', { nodeId: id, claim: { resourceType: 5 } }],
  ['createTask', { ...task, resourceType: undefined }],
  ['estimateTaskCost', { ...work, resourceType: 2n }],
  ['getOpenTasks', { resourceType: -1 }],
  ['getTaskCount', { resourceType: 5 }],
  ['getReferencePrice', { resourceType: 5 }],
  ['setReferencePrice', { resourceType: 5, price: 1n }],
] as const)('error: %s with a number that stands for nothing asks nothing of the chain', async (name, parameters) => {
  asked.length = 0
  const error = await market[name](parameters as never).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(InvalidArgumentError)
  expect((error as BaseError).details[0]).toMatch(/^Expected: one of 0 \(/)
  expect(asked).toEqual([])
})

type Input = { name: string; internalType?: string; components?: Input[] }

/** `function.argument` of every enum that the contracts take. */
function enumArguments(contract: string): string[] {
  const path = new URL(`../../../../contracts/out/${contract}.sol/${contract}.json`, import.meta.url)
  const { abi } = JSON.parse(readFileSync(path, 'utf8')) as { abi: { type: string; name: string; inputs: Input[] }[] }
  const walk = (inputs: Input[]): Input[] => inputs.flatMap((one) => [one, ...walk(one.components ?? [])])
  return abi
    .filter(({ type }) => type === 'function')
    .flatMap(({ name, inputs }) =>
      walk(inputs)
        .filter(({ internalType }) => internalType?.startsWith('enum '))
        .map((input) => `${name}.${input.name}`),
    )
}

test('behavior: every enum that the contracts take is known here', () => {
  const governed = ['NodeRegistry', 'NodeRegistryExtension', 'TaskMarketplace', 'TaskMarketplaceExtension']
  const found = [...governed, 'ProofOfWorkVerifier', 'EscrowManager'].flatMap(enumArguments)
  expect(found.length).toBeGreaterThan(10)
  expect(found.filter((one) => !choicesOf(...(one.split('.') as [string, string])))).toEqual([])
})
