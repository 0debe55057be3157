/**
 * Node has no WebGPU of its own. The package `webgpu` brings that of Chromium; with its 130 MB it is no dependency, but
 * is used where somebody has installed it beside this one.
 */
export async function findGpu(): Promise<void> {
  // Node 20 has no navigator at all.
  globalThis.navigator ??= {} as Navigator
  if (globalThis.navigator.gpu) return
  // Not a literal, so that no bundler looks for it.
  const name = 'webgpu'
  const webgpu = await import(name).catch(() => undefined)
  if (webgpu) Object.defineProperty(globalThis.navigator, 'gpu', { value: webgpu.create([]), configurable: true })
}
