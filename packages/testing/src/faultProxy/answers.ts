/** One JSON-RPC request. */
export type RpcRequest = { id?: unknown; method: string; params?: readonly unknown[] }

export type RpcAnswer = { id?: unknown; result?: unknown; error?: { code: number; message: string } }

/** How many blocks a node may be behind. */
const BEHIND = 5

/** Asks for the newest block, or says its number. */
export function asksNewest({ method, params }: RpcRequest): boolean {
  return method === 'eth_blockNumber' || (method === 'eth_getBlockByNumber' && params?.[0] === 'latest')
}

/** One to five blocks less, not below zero. */
export function blocksBehind(newest: string, random: number): string {
  const behind = BigInt(newest) - BigInt(1 + Math.floor(random * BEHIND))
  return `0x${(behind < 0n ? 0n : behind).toString(16)}`
}

/** The logs without those of the last one to five blocks that have any. */
export function forgetLogs(logs: readonly { blockNumber: string }[], random: number): typeof logs {
  const blocks = [...new Set(logs.map(({ blockNumber }) => blockNumber))]
  const forgotten = new Set(blocks.slice(-(1 + Math.floor(random * BEHIND))))
  return logs.filter(({ blockNumber }) => !forgotten.has(blockNumber))
}

/** What a node says that serves fewer blocks at a time; undefined when it serves so many. */
export function refuseRange({ id, method, params }: RpcRequest, largest: number): RpcAnswer | undefined {
  if (method !== 'eth_getLogs') return undefined
  const { fromBlock, toBlock } = (params?.[0] ?? {}) as { fromBlock?: string; toBlock?: string }
  if (!fromBlock?.startsWith('0x') || !toBlock?.startsWith('0x')) return undefined
  if (BigInt(toBlock) - BigInt(fromBlock) < BigInt(largest)) return undefined
  return { id, error: { code: -32_602, message: `query exceeds max block range ${largest}` } }
}
