import type { Hex } from 'viem'
import { expect, test } from 'vitest'
import { createEvm } from './evm.ts'
import { createProvider } from './provider.ts'

const SENDER: Hex = '0x00000000000000000000000000000000000000aa'
const CONTRACT: Hex = '0x00000000000000000000000000000000000000cc'

/** Returns the wei that came with a call. */
const VALUE: Hex = '0x345f5260205ff3'
/** Reverts. */
const REFUSAL: Hex = '0x5f5ffd'

async function start(code: Hex) {
  const evm = await createEvm(31_337, 1_700_000_000)
  await evm.setBalance(SENDER, 100n)
  await evm.setCode(CONTRACT, code)
  return { evm, ...createProvider(evm) }
}

test('default: a call goes to its contract, with its value', async () => {
  const { rpc, sent, evm } = await start(VALUE)
  const hash = await rpc.call<Hex>('eth_sendTransaction', { from: SENDER, to: CONTRACT, data: '0x', value: '0x28' })
  expect(BigInt(sent[0]!.receipt.data)).toBe(40n)
  expect(await evm.balanceOf(CONTRACT)).toBe(40n)
  expect(await rpc.call('eth_getTransactionReceipt', hash)).toMatchObject({ to: CONTRACT, contractAddress: null })
})

test('behavior: without a receiver it is a creation', async () => {
  const { rpc } = await start(VALUE)
  const hash = await rpc.call<Hex>('eth_sendTransaction', { from: SENDER, data: '0x' })
  const receipt = await rpc.call<{ contractAddress: Hex }>('eth_getTransactionReceipt', hash)
  expect(receipt).toMatchObject({ to: null, contractAddress: expect.stringMatching(/^0x/) })
})

test('behavior: an error stands in the place of its own request, unless all have to succeed', async () => {
  const { rpc } = await start(REFUSAL)
  const requests = [
    { method: 'eth_call', params: [{ to: CONTRACT, data: '0x' }, 'latest'] },
    { method: 'eth_chainId', params: [] },
  ]
  const [refused, chainId] = await rpc.settle<Hex>(requests)
  expect(refused).toMatchObject({ fault: { message: expect.stringContaining(CONTRACT) } })
  expect(chainId).toBe('0x7a69')
  await expect(rpc.all(requests)).rejects.toThrow(CONTRACT)
})
