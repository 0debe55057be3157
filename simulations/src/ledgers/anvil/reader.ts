import type { Deployment } from '@aiigo/clients'
import type { EventContract } from '@aiigo/protocol'
import {
  type Abi,
  type AbiFunction,
  concat,
  decodeFunctionResult,
  encodeAbiParameters,
  type Hex,
  toFunctionSelector,
} from 'viem'
import { abis } from './encode.ts'
import { isFault, LedgerAnswerError, type Rpc } from './rpc.ts'

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
  async function calls<T>(to: Hex, item: AbiFunction, lists: Lists): Promise<T[]> {
    const answers = await rpc.all<Hex>(requestsOf(to, item, lists), READ_BATCH)
    return answers.map((data) => decodeFunctionResult({ abi: [item], data }) as T)
  }

  return {
    /** One view for many lists of arguments. */
    views: <T = unknown>(contract: EventContract, name: string, lists: Lists): Promise<T[]> =>
      calls<T>(contracts[contract], viewOf(contract, name, lists[0]?.length ?? 0), lists),
    /** The same where it may revert: undefined stands for each answer that it refuses. */
    answers: async (contract: EventContract, name: string, lists: Lists): Promise<unknown[]> => {
      const item = viewOf(contract, name, lists[0]?.length ?? 0)
      const answers = await rpc.settle<Hex>(requestsOf(contracts[contract], item, lists), READ_BATCH)
      return answers.map((data) => {
        if (!isFault(data)) return decodeFunctionResult({ abi: [item], data })
        if (/revert/.test(data.fault.message)) return undefined
        throw new LedgerAnswerError(name, data.fault)
      })
    },
    /** What a contract has of a currency. */
    balance: async (contract: EventContract, currency: Hex): Promise<bigint> => {
      if (BigInt(currency) === 0n) return BigInt(await rpc.call<Hex>('eth_getBalance', contracts[contract], 'latest'))
      const [balance = 0n] = await calls<bigint>(currency, tokenAbi[0] as never, [[contracts[contract]]])
      return balance
    },
  }
}

type Lists = readonly (readonly unknown[])[]

/** viem would hash the function's signature again for each list. */
function requestsOf(to: Hex, item: AbiFunction, lists: Lists) {
  const selector = toFunctionSelector(item)
  return lists.map((args) => {
    const data = concat([selector, encodeAbiParameters(item.inputs, args)])
    return { method: 'eth_call', params: [{ to, data }, 'latest'] }
  })
}

/** Of a list and its page the one that takes as many arguments. */
function viewOf(contract: EventContract, name: string, count: number): AbiFunction {
  const named = (abis[contract] as Abi).filter(
    (one): one is AbiFunction => one.type === 'function' && one.name === name,
  )
  return (named.find((one) => one.inputs.length === count) ?? named[0]) as AbiFunction
}
