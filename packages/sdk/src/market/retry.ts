import { decodeError, RpcFaultError } from '@aiigo/clients'
import type { BaseError } from '@aiigo/core'
import { abortable } from '../abortable.ts'
import type { RetryPolicy } from './types.ts'
import { sleep } from './wait.ts'

export type RetryOptions = {
  policy: RetryPolicy
  signal?: AbortSignal | undefined
  /** Whether the fault may pass. @default what the error says of itself */
  isPassing?: (error: BaseError) => boolean
  /** Hears of each fault before the wait. */
  onFault?: ((error: BaseError) => void) | undefined
}

export const defaultRetry: RetryPolicy = { attempts: 8, delay: 100, maximumDelay: 10_000 }

/**
 * Tries again, with a wait that doubles, while the fault is one that may pass.
 *
 * @throws the decoded fault of the last attempt, or the signal's reason
 */
export async function retry<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { policy, signal, isPassing = mayPass, onFault } = options
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted()
    try {
      return await abortable(work(), signal)
    } catch (caught) {
      signal?.throwIfAborted()
      const error = decodeError(caught)
      if (attempt >= policy.attempts || !isPassing(error)) throw error
      onFault?.(error)
    }
    await sleep(delayAfter(attempt, policy), signal)
  }
}

/** Milliseconds to wait after so many attempts. */
export function delayAfter(attempt: number, { delay, maximumDelay }: RetryPolicy): number {
  return Math.min(delay * 2 ** (attempt - 1), maximumDelay)
}

/** Each node says in its own words that it does not have a block, yet or any more. */
const NO_SUCH_BLOCK =
  /unknown block|header not found|block not found|missing trie node|not yet available|BlockOutOfRange|beyond|ahead of|greater than latest/i

/**
 * The same may be answered later, or by then it is another question: the chain has gone on. Nodes have many words for being
 * out of order, and an answer that makes no sense is one of them; but a method that they do not know they never will.
 */
export function mayPass(error: BaseError): boolean {
  return isTransient(error) || isUnexplained(error)
}

/** Of these it is known that they pass. */
export function isTransient(error: BaseError): boolean {
  return error.retryable || isNoSuchBlock(error)
}

/** The node has not the block that was asked for, yet or any more. */
export function isNoSuchBlock({ details }: BaseError): boolean {
  return details.some((line) => NO_SUCH_BLOCK.test(line))
}

function isUnexplained(error: BaseError): boolean {
  return error instanceof RpcFaultError && error.kind === 'unknown' && !isFinal(error)
}

/** What was asked for is not understood, or not served. */
const FINAL_NAMES = /^(MethodNotFound|MethodNotSupported|InvalidParams|InvalidRequest|JsonRpcVersion)/

function isFinal(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return FINAL_NAMES.test(error.name) || isFinal(error.cause)
}
