import { decodeError } from '@aiigo/clients'
import type { BaseError } from '@aiigo/core'
import type { RetryPolicy } from './types.ts'
import { abortable, sleep } from './wait.ts'

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

/** A node that is behind does not know a block yet; most say so in words only. */
const BEHIND = /unknown block|header not found|block not found|missing trie node|not yet available/i

export function mayPass(error: BaseError): boolean {
  return error.retryable || error.details.some((line) => BEHIND.test(line))
}
