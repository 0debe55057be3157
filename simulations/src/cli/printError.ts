import { BaseError } from '@aiigo/core'
import { InterruptedError } from './interrupt.ts'

/** An error as a person wants it: what happened, what was seen and expected, what to do; where it comes from only if asked. */
export function printError(error: unknown, isVerbose: boolean): void {
  if (error instanceof InterruptedError) console.error(error.shortMessage)
  else if (error instanceof BaseError) console.error(formatError(error))
  else
    console.error(
      `Error: ${(error as Error)?.message ?? error}`,
      '\nThis was not expected: run it again with --verbose.',
    )
  if (isVerbose) console.error(error)
}

function formatError({ shortMessage, details, hint }: BaseError): string {
  const lines = [...details, ...(hint ? [hint] : [])].map((line) => `  ${line}`)
  return [`Error: ${shortMessage}`, ...lines].join('\n')
}
