import { BaseError, InvalidArgumentError } from '@aiigo/core'
import fc from 'fast-check'
import { createClient, custom } from 'viem'
import { expect, test } from 'vitest'
import { createAiigo } from './createAiigo.ts'

const address = `0x${'11'.repeat(20)}` as const
const contracts = {
  nodeRegistry: address,
  proofOfWorkVerifier: address,
  escrowManager: address,
  taskMarketplace: address,
  priceOracle: address,
}
const nobody = custom({ request: () => Promise.reject(new Error('nobody is there')) }, { retryCount: 0 })
const client = createClient({ account: address, transport: nobody })
const { nodes, challenges, tasks, bids } = createAiigo({ client, deployment: { chainId: 1, contracts, block: 0n } })
const methods = [nodes, challenges, tasks, bids].flatMap((namespace) => Object.entries(namespace))

const anyArgument = fc.oneof(
  fc.anything(),
  fc.record({
    nodeId: fc.anything(),
    amount: fc.anything(),
    stake: fc.anything(),
    maxPrice: fc.oneof(fc.bigInt(), fc.anything()),
    duration: fc.oneof(fc.bigInt(), fc.anything()),
    signal: fc.option(fc.anything(), { nil: undefined, freq: 3 }),
  }),
)

test('default', async () => {
  const call = fc.tuple(fc.constantFrom(...methods), anyArgument, anyArgument)
  await fc.assert(
    fc.asyncProperty(call, async ([[name, method], first, second]) => {
      const error = await (method as (...args: unknown[]) => Promise<unknown>)(first, second).catch((error) => error)
      expect(error, name).toBeInstanceOf(BaseError)
    }),
    { numRuns: 1_000 },
  )
})

test('error: a resource type that there is not', async () => {
  const work = { duration: 60n, maxPrice: 1n, specificationURI: 'ipfs://task' }
  const calls = [
    nodes.register({ resourceType: 9 as never, metadataURI: 'ipfs://node' }),
    nodes.list({ resourceType: 9 as never }),
    tasks.post({ resourceType: 9 as never, ...work }),
    tasks.list({ resourceType: 9 as never }),
  ]
  for (const call of calls) await expect(call).rejects.toThrow(InvalidArgumentError)
})

test('behavior: after an abort the signal’s reason is thrown as it is', async () => {
  const id = `0x${'22'.repeat(32)}` as const
  const signal = AbortSignal.abort()
  const options = {
    nodeId: id,
    taskId: id,
    amount: 1n,
    maxPrice: 1n,
    duration: 60n,
    resourceType: 0,
    pricePerHour: 1n,
    signal,
  }
  expect(signal.reason).toMatchObject({ name: 'AbortError' })
  for (const [name, method] of methods) {
    const call = method as (...args: unknown[]) => Promise<unknown>
    const isById = method !== bids.get && (method.length > 1 || ['get', 'trustLevel', 'match'].includes(name))
    const seen = await (isById ? call(id, { signal }) : call(options)).then(
      () => 'nothing',
      (error: unknown) => error,
    )
    expect(seen, name).toBe(signal.reason)
  }
})
