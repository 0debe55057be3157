import { type Hex, numberToHex } from 'viem'
import type { Rpc, RpcFault, RpcRequest } from '../../ledgers/anvil/rpc.ts'
import type { Evm, EvmBlock, Receipt } from './evm.ts'

export type Provider = ReturnType<typeof createProvider>

type Asked = { from: Hex; to?: Hex | null; data: Hex; value?: Hex }

type Sent = { block: EvmBlock; from: Hex; to: Hex | null; receipt: Receipt }

/** As much of Ethereum's JSON-RPC as it takes to deploy a market and to read it. A block has one transaction. */
export function createProvider(evm: Evm) {
  const sent: Sent[] = []

  async function send({ from, to = null, data, value = '0x0' }: Asked): Promise<Hex> {
    evm.begin(evm.latest().time + 1)
    const receipt = await evm.transact({ from, to: to ?? undefined, data, value: BigInt(value) })
    const block = evm.latest()
    sent.push({ block, from, to, receipt })
    return block.hash
  }

  const methods: Record<string, (...params: never[]) => unknown> = {
    eth_chainId: () => numberToHex(evm.chainId),
    eth_blockNumber: () => numberToHex(evm.latest().number),
    eth_getTransactionCount: async (account: Hex) => numberToHex(await evm.nonceOf(account)),
    eth_getBalance: async (account: Hex) => numberToHex(await evm.balanceOf(account)),
    eth_call: ({ to, data }: { to: Hex; data: Hex }) => evm.read(to, data),
    eth_sendTransaction: send,
    eth_getTransactionReceipt: (hash: Hex) => receiptOf(sent.find(({ block }) => block.hash === hash)!),
  }

  async function request({ method, params = [] }: { method: string; params?: readonly unknown[] }): Promise<unknown> {
    const answer = methods[method]
    if (!answer) throw new Error(`nobody needed ${method} until now`)
    return answer(...(params as never[]))
  }

  async function all<T>(requests: readonly RpcRequest[]): Promise<T[]> {
    const results: T[] = []
    for (const one of requests) results.push((await request(one)) as T)
    return results
  }

  /** One after the other, as `all`: the machine has one state. */
  async function settle<T>(requests: readonly RpcRequest[]): Promise<(T | { fault: RpcFault })[]> {
    const results: (T | { fault: RpcFault })[] = []
    for (const one of requests) results.push(await (request(one) as Promise<T>).catch(toFault))
    return results
  }

  const rpc: Rpc = {
    ...{ all, settle },
    call: async <T>(method: string, ...params: readonly unknown[]) => (await request({ method, params })) as T,
  }

  return { sent, request, rpc }
}

function toFault(cause: Error): { fault: RpcFault } {
  return { fault: { code: 0, message: cause.message } }
}

function receiptOf({ block, from, to, receipt }: Sent) {
  const { fault, created = null } = receipt
  return {
    ...{ blockHash: block.hash, blockNumber: numberToHex(block.number), transactionHash: block.hash },
    ...{ from, to, contractAddress: created, logs: [], status: fault ? '0x0' : '0x1' },
    ...{ transactionIndex: '0x0', gasUsed: '0x0', cumulativeGasUsed: '0x0', effectiveGasPrice: '0x0', type: '0x0' },
  }
}
