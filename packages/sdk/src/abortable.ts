import { InvalidArgumentError } from '@aiigo/core'

/** The result of `work`, or the signal's reason as soon as it is aborted; the work itself is not told. */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  let onAbort: (() => void) | undefined
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason)
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort)
  })
  try {
    return await Promise.race([aborted, work])
  } finally {
    signal.removeEventListener('abort', onAbort as () => void)
    // Who was aborted does not wait for the work: its own failure would be nobody's.
    work.catch(() => {})
  }
}

/**
 * The door for a signal.
 *
 * @throws InvalidArgumentError, or the signal's reason
 */
export function checkSignal(signal: AbortSignal | undefined): void {
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function') {
    throw new InvalidArgumentError('signal', 'an AbortSignal', signal)
  }
  signal?.throwIfAborted()
}
