import type { Deployment } from '@aiigo/clients'
import type { EventContract } from '@aiigo/protocol'
import { type Abi, type AbiFunction, decodeFunctionResult, encodeFunctionData, type Hex } from 'viem'
import { abis } from './encode.ts'
import type { Rpc } from './rpc.ts'

/** Reads may come in any order, so that their batches need not be small. */
const READ_BATCH = 256

const tokenAbi = [
  {
    type: 'function',
    name: 'balanceOf',
    stateMutability: 'view',
    inputs: [{ name: 'account', type: 'address' }],
    outputs: [{ type: 'uint256' }],
  },
] as const

export type Reader = ReturnType<typeof createReader>

/** Views of the contracts, many at a time. */
export function createReader(rpc: Rpc, { contracts }: Deployment) {
  async function calls<T>(to: Hex, item: AbiFunction, lists: readonly (readonly unknown[])[]): Promise<T[]> {
    const requests = lists.map((args) => {
      const data = encodeFunctionData({ abi: [item], args })
      return { method: 'eth_call', params: [{ to, data }, 'latest'] }
    })
    const answers = await rpc.all<Hex>(requests, READ_BATCH)
    return answers.map((data) => decodeFunctionResult({ abi: [item], data }) as T)
  }

  return {
    /** One view for many lists of arguments. */
    views: <T = unknown>(contract: EventContract, name: string, lists: readonly (readonly unknown[])[]): Promise<T[]> =>
      calls<T>(contracts[contract], viewOf(contract, name, lists[0]?.length ?? 0), lists),
    /** What a contract has of a currency. */
    balance: async (contract: EventContract, currency: Hex): Promise<bigint> => {
      if (BigInt(currency) === 0n) return BigInt(await rpc.call<Hex>('eth_getBalance', contracts[contract], 'latest'))
      const [balance = 0n] = await calls<bigint>(currency, tokenAbi[0] as never, [[contracts[contract]]])
      return balance
    },
  }
}

/** Of a list and its page the one that takes as many arguments. */
function viewOf(contract: EventContract, name: string, count: number): AbiFunction {
  const named = (abis[contract] as Abi).filter(
    (one): one is AbiFunction => one.type === 'function' && one.name === name,
  )
  return (named.find((one) => one.inputs.length === count) ?? named[0]) as AbiFunction
}
