import { checkObject, InvalidArgumentError } from '@aiigo/core'

/** The door for the options of a call; throws the signal's reason when it is aborted already. */
export function checkOptions<options extends { signal?: AbortSignal }>(name: string, options: options): options {
  const { signal } = checkObject(name, options)
  if (signal !== undefined && typeof signal?.throwIfAborted !== 'function') {
    throw new InvalidArgumentError('signal', 'an AbortSignal', signal)
  }
  signal?.throwIfAborted()
  return options
}
