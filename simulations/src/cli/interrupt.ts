import { BaseError } from '@aiigo/core'

export type Interrupt = {
  readonly signal: AbortSignal
  /** 130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP; undefined while nobody interrupted. */
  readonly exitCode: number | undefined
  /** Leaves the signals to the system again. */
  forget(): void
}

const exitCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const

/** Turns the first Ctrl-C into an abort, so that everything is cleaned up; a second one ends the process at once. */
export function onInterrupt(): Interrupt {
  const controller = new AbortController()
  let exitCode: number | undefined
  const handlers = Object.entries(exitCodes).map(([signal, code]) => {
    const handle = () => {
      if (exitCode !== undefined) process.exit(code)
      exitCode = code
      controller.abort(new InterruptedError())
    }
    process.on(signal, handle)
    return () => process.off(signal, handle)
  })
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode
    },
    forget() {
      for (const forget of handlers) forget()
    },
  }
}

/** The user stopped the run. */
export class InterruptedError extends BaseError {
  override name = 'InterruptedError'

  constructor() {
    super('Stopped. Nothing was left behind.')
  }
}
