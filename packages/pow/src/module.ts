import { BaseError } from '@aiigo/core'
import { scalar, simd } from './generated/modules.ts'

let compiled: Promise<WebAssembly.Module> | undefined

/**
 * The kernel's module, compiled once for the process and shared with its workers: the one with SIMD where the engine
 * takes it, else the one without.
 *
 * @throws WebAssemblyUnavailableError There is no slow path: a proof of power without the kernel would measure something else.
 */
export function loadModule(): Promise<WebAssembly.Module> {
  compiled ??= compile()
  return compiled
}

async function compile(): Promise<WebAssembly.Module> {
  if (typeof WebAssembly === 'undefined') throw new WebAssemblyUnavailableError()
  const fast = bytesOf(simd)
  try {
    return await WebAssembly.compile(WebAssembly.validate(fast) ? fast : bytesOf(scalar))
  } catch (cause) {
    throw new WebAssemblyUnavailableError(cause)
  }
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}

/** There is no WebAssembly here, or none is allowed; the kernel needs it. */
export class WebAssemblyUnavailableError extends BaseError {
  override name = 'WebAssemblyUnavailableError'

  constructor(cause?: unknown) {
    super('WebAssembly is not available here.', {
      ...(cause instanceof Error ? { details: [`Seen: ${cause.message}`] } : {}),
      hint: "Run it where WebAssembly is on (not in Node with --jitless). A browser's content security policy needs script-src 'wasm-unsafe-eval'.",
      cause,
    })
  }
}
