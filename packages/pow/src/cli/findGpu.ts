import { GpuUnavailableError } from '../gpuUnavailableError.ts'

let isPackageLoaded = false

/** Whether there is what may keep Node alive when all is done: the package does as long as its GPU can be reached. */
export function isKeptAlive(): boolean {
  return isPackageLoaded
}

/**
 * Node has no WebGPU of its own. The package `webgpu` brings that of Chromium; with its 130 MB it is no dependency, but
 * is used where somebody has installed it beside this one.
 *
 * @throws GpuUnavailableError when it is there and does not work
 */
export async function findGpu(): Promise<void> {
  // Node 20 has no navigator at all.
  globalThis.navigator ??= {} as Navigator
  if (globalThis.navigator.gpu) return
  const value = await createGpu()
  if (value) Object.defineProperty(globalThis.navigator, 'gpu', { value, configurable: true })
}

async function createGpu(): Promise<GPU | undefined> {
  // Not a literal, so that no bundler looks for it.
  const name = 'webgpu'
  try {
    const { create } = await import(name)
    isPackageLoaded = true
    return create([])
  } catch (cause) {
    if (isMissing(name, cause)) return undefined
    throw new GpuUnavailableError(`the package ${name}, which does not work: ${(cause as Error).message}`, { cause })
  }
}

/** Node tells only by the message which package it is that it does not find. */
function isMissing(name: string, cause: unknown): boolean {
  const { code, message } = cause as NodeJS.ErrnoException
  return code === 'ERR_MODULE_NOT_FOUND' && message.startsWith(`Cannot find package '${name}' `)
}
