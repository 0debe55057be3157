/** The parts of a {@link BaseError}; each is one line that a person reads. */
export type BaseErrorOptions = {
  /** What was seen and what was expected, a line each. */
  details?: readonly string[]
  /** What to do next. */
  hint?: string
  /** Whether the same call may succeed later without any change. */
  retryable?: boolean
  cause?: unknown
}

/**
 * The parent of every error that AIIGO throws: a small page that says what happened (`shortMessage`),
 * what was seen and expected (`details`), what to do (`hint`), and whether trying again can help (`retryable`).
 *
 * Not after an abort: then a call throws the reason of its signal as it is, as everywhere on the platform. Of
 * `controller.abort()` that is a DOMException by the name of AbortError.
 *
 * @example
 * try { await aiigo.tasks.approve(taskId) } catch (error) {
 *   if (error instanceof BaseError && error.retryable) setTimeout(retry, 1000)
 * }
 */
export class BaseError extends Error {
  override name = 'BaseError'
  readonly shortMessage: string
  readonly details: readonly string[]
  readonly hint: string | undefined
  readonly retryable: boolean

  constructor(shortMessage: string, options: BaseErrorOptions = {}) {
    const { details = [], hint, retryable = false, cause } = options
    super([shortMessage, ...details, ...(hint ? [hint] : [])].join('\n'), { cause })
    this.shortMessage = shortMessage
    this.details = details
    this.hint = hint
    this.retryable = retryable
  }
}

/** An argument is not what the function takes. Thrown at the door, before anything has been done. */
export class InvalidArgumentError extends BaseError {
  override name = 'InvalidArgumentError'

  constructor(argument: string, expected: string, seen: unknown, hint?: string) {
    super(`The argument \`${argument}\` is not valid.`, {
      details: [`Expected: ${expected}`, `Seen: ${describe(seen)}`],
      ...(hint ? { hint } : {}),
    })
  }
}

function describe(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'string') return JSON.stringify(value.length > 80 ? `${value.slice(0, 77)}…` : value)
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'object' && value !== null)
    return Array.isArray(value) ? `an array of ${value.length}` : 'an object'
  return String(value)
}
