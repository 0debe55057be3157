import { BaseError } from '@aiigo/core'
import type { Anvil } from '@aiigo/testing'

/** One JSON-RPC request. */
export type RpcRequest = { method: string; params: readonly unknown[] }

/** An error that anvil answered to one request of a batch. */
export type RpcFault = { code: number; message: string; data?: unknown }

export type Rpc = {
  /** @throws LedgerAnswerError when anvil answers an error */
  call<T>(method: string, ...params: readonly unknown[]): Promise<T>
  /** @throws LedgerAnswerError for the first request that anvil answers with an error */
  all<T>(requests: readonly RpcRequest[], size?: number): Promise<T[]>
  /** As `all`, but every request's error stands where its result would. */
  settle<T>(requests: readonly RpcRequest[], size?: number): Promise<(T | { fault: RpcFault })[]>
}

/** anvil reorders what is in a larger batch. */
const ORDERED_BATCH = 64

/**
 * JSON-RPC to an anvil, in batches. viem's clients are not used here: thousands of requests a second, whose order counts,
 * want nothing between them and the socket.
 *
 * Every request ends when anvil dies, and when `signal` is aborted.
 */
export function createRpc(anvil: Anvil, signal?: AbortSignal): Rpc {
  async function post(requests: readonly RpcRequest[]): Promise<Answer[]> {
    const body = JSON.stringify(requests.map((request, id) => ({ jsonrpc: '2.0', id, ...request })))
    const headers = { 'content-type': 'application/json' }
    const request = fetch(anvil.url, { method: 'POST', headers, body, ...(signal ? { signal } : {}) })
    const response = await anvil.watch(request.then(readAnswers)).catch((cause) => fail(anvil, signal, cause))
    return response.sort((a, b) => a.id - b.id)
  }

  async function settle<T>(requests: readonly RpcRequest[], size = ORDERED_BATCH) {
    const results: (T | { fault: RpcFault })[] = []
    for (let i = 0; i < requests.length; i += size) {
      const answers = await post(requests.slice(i, i + size))
      for (const { error, result } of answers) results.push(error ? { fault: error } : (result as T))
    }
    return results
  }

  async function all<T>(requests: readonly RpcRequest[], size?: number): Promise<T[]> {
    const results = await settle<T>(requests, size)
    return results.map((result, i) => {
      if (isFault(result)) throw new LedgerAnswerError(requests[i]!.method, result.fault)
      return result
    })
  }

  return {
    settle,
    all,
    call: async <T>(method: string, ...params: readonly unknown[]) => (await all<T>([{ method, params }]))[0]!,
  }
}

export function isFault(result: unknown): result is { fault: RpcFault } {
  return typeof result === 'object' && result !== null && 'fault' in result
}

type Answer = { id: number; result?: unknown; error?: RpcFault }

async function readAnswers(response: Response): Promise<Answer[]> {
  const answers = (await response.json()) as Answer[] | Answer
  return Array.isArray(answers) ? answers : [{ ...answers, id: 0 }]
}

/** What matters more than a broken connection: that the run was stopped, or that anvil died. */
async function fail(anvil: Anvil, signal: AbortSignal | undefined, cause: unknown): Promise<never> {
  signal?.throwIfAborted()
  // The socket breaks a moment before the process is known to have ended.
  await new Promise((resolve) => setTimeout(resolve, 100))
  signal?.throwIfAborted()
  throw anvil.death ?? (cause instanceof BaseError ? cause : new LedgerAnswerError('HTTP', toFault(cause)))
}

function toFault(cause: unknown): RpcFault {
  const { message, cause: inner } = cause as Error
  return { code: 0, message: inner instanceof Error ? `${message}: ${inner.message}` : message }
}

/** anvil answered something that the simulator cannot go on with. */
export class LedgerAnswerError extends BaseError {
  override name = 'LedgerAnswerError'

  constructor(method: string, { code, message }: RpcFault) {
    super('anvil, the local chain, answered an error.', {
      details: [`Request: ${method}`, `Seen: ${message}${code ? ` (code ${code})` : ''}`],
      hint: 'Run it again. If it comes back, this is a defect: report it with the scenario and the seed.',
    })
  }
}
