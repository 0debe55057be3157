import { BaseError } from '@aiigo/core'
import fc from 'fast-check'
import { createClient, custom } from 'viem'
import { expect, test } from 'vitest'
import { aiigoActions } from '../aiigoActions.ts'
import * as actions from './index.ts'

const address = `0x${'11'.repeat(20)}` as const
const contracts = {
  nodeRegistry: address,
  proofOfWorkVerifier: address,
  escrowManager: address,
  taskMarketplace: address,
  priceOracle: address,
}
const nobody = custom({ request: () => Promise.reject(new Error('nobody is there')) }, { retryCount: 0 })
const market = createClient({ account: address, transport: nobody }).extend(
  aiigoActions({ chainId: 1, contracts, block: 0n }),
)

const anyParameters = fc.oneof(
  fc.anything(),
  fc.record({
    nodeId: fc.anything(),
    taskId: fc.anything(),
    resourceType: fc.anything(),
    amount: fc.anything(),
    value: fc.anything(),
    contract: fc.constantFrom('nodeRegistry', 'moon'),
    signal: fc.option(fc.anything(), { nil: undefined, freq: 3 }),
  }),
)

test('default', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...(Object.keys(actions) as (keyof typeof actions)[])),
      anyParameters,
      async (name, parameters) => {
        const error = await market[name](parameters as never).catch((error: unknown) => error)
        expect(error, name).toBeInstanceOf(BaseError)
      },
    ),
    { numRuns: 1_000 },
  )
})

const valid = { resourceType: 0, status: 0, outcome: 0, value: 0n, claim: { resourceType: 0 } }

/** An answer that never comes. */
const silence = custom({ request: () => new Promise(() => {}) }, { retryCount: 0 })
const patient = createClient({ account: address, transport: silence }).extend(
  aiigoActions({ chainId: 1, contracts, block: 0n }),
)

test('behavior: after an abort the signal’s reason is thrown as it is', async () => {
  const signal = AbortSignal.abort()
  const reasons = [signal.reason, 'enough', new Error('mine')]
  expect(signal.reason).toMatchObject({ name: 'AbortError' })
  for (const reason of reasons) {
    for (const name of Object.keys(actions) as (keyof typeof actions)[]) {
      const contract = name.endsWith('tNodeRegistry') ? 'taskMarketplace' : 'nodeRegistry'
      const aborted = { contract, signal: AbortSignal.abort(reason), ...valid }
      const seen = await patient[name](aborted as never).then(
        () => 'nothing',
        (error: unknown) => error,
      )
      expect(seen, name).toBe(reason)
    }
  }
})
