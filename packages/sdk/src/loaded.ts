import { BaseError } from '@aiigo/core'
import { abortable } from './abortable.ts'

/**
 * A part of the package that a page loads when it is first needed; later calls of `import()` give what is there.
 *
 * @throws CodeNotLoadedError, or the signal's reason
 * @example const { prove } = await loaded(import('./prove.ts'), signal)
 */
export function loaded<part>(code: Promise<part>, signal: AbortSignal | undefined): Promise<part> {
  const found = code.catch((cause: unknown) => {
    throw new CodeNotLoadedError(cause)
  })
  return abortable(found, signal)
}

/** A part of the package that is loaded when it is first needed could not be loaded: in a browser it is a file of its own. */
export class CodeNotLoadedError extends BaseError {
  override name = 'CodeNotLoadedError'

  constructor(cause: unknown) {
    super('A part of @aiigo/sdk could not be loaded.', {
      details: [`Seen: ${cause instanceof Error ? cause.message : String(cause)}`],
      hint: 'Load the page again when the network is there. If it stays, serve every file that the bundler wrote, the old ones beside the new.',
      retryable: true,
      cause,
    })
  }
}
