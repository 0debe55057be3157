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
  return WebAssembly.compile(WebAssembly.validate(fast) ? fast : bytesOf(scalar))
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}

/** The engine has no WebAssembly, which the kernel needs. */
export class WebAssemblyUnavailableError extends BaseError {
  override name = 'WebAssemblyUnavailableError'

  constructor() {
    super('This JavaScript engine has no WebAssembly.', {
      hint: 'Run it where WebAssembly is not switched off (Node without --jitless, a browser outside lockdown mode).',
    })
  }
}
