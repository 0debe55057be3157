import { BaseError } from '@aiigo/core'

// By itself: who only has to tell it from other errors need not load what talks to a chain.

/** The prepared chain can be neither written nor read. */
export class CacheError extends BaseError {
  override name = 'CacheError'

  constructor(cache: string, cause: unknown) {
    const { code, message } = cause as NodeJS.ErrnoException
    const isBroken = cause instanceof SyntaxError || code === 'ENOENT'
    super(`The chain that runs start from cannot be kept in ${cache}.`, {
      details: [`Seen: ${isBroken ? 'a file that is not whole; the disk may be full' : (message ?? code)}`],
      hint: 'Make room there and remove what is broken, or name another folder in the environment: AIIGO_CACHE=/tmp/aiigo.',
      cause,
    })
  }
}
