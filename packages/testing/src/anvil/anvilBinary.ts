import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { BaseError } from '@aiigo/core'

/**
 * Finds the anvil executable that the npm package `@foundry-rs/anvil` brings for this platform. The PATH is
 * deliberately not searched: a different version would give different results. Nor is the package's own launcher
 * used: it is one more process between us and anvil, and signals get lost there.
 *
 * @throws AnvilNotFoundError with the places that were tried
 */
export function anvilBinary(): string {
  const cpu = { x64: 'amd64', arm64: 'arm64' }[process.arch as string] ?? process.arch
  const platformPackage = `@foundry-rs/anvil-${process.platform}-${cpu}`
  const executable = process.platform === 'win32' ? 'anvil.exe' : 'anvil'
  const tried: string[] = []
  for (const base of [import.meta.url, join(process.cwd(), 'package.json')]) {
    const path = resolveFrom(base, platformPackage, executable)
    if (path && existsSync(path)) return path
    tried.push(path ?? `${platformPackage}, seen from ${base}`)
  }
  throw new AnvilNotFoundError(tried)
}

/** The platform's package is a dependency of `@foundry-rs/anvil`, so it is visible from there only. */
function resolveFrom(base: string, platformPackage: string, executable: string): string | undefined {
  try {
    const launcher = createRequire(base).resolve('@foundry-rs/anvil/package.json')
    const manifest = createRequire(launcher).resolve(`${platformPackage}/package.json`)
    return join(manifest, '..', 'bin', executable)
  } catch {
    return undefined
  }
}

/** anvil, the local chain, is not installed for this platform. */
export class AnvilNotFoundError extends BaseError {
  override name = 'AnvilNotFoundError'

  constructor(tried: readonly string[], cause?: unknown) {
    super('anvil, the local chain, was not found.', {
      details: [`Tried: ${tried.join('; ')}`, `Platform: ${process.platform} ${process.arch}`],
      hint: 'Install it with `npm install --save-dev @foundry-rs/anvil`; optional dependencies must not be left out.',
      cause,
    })
  }
}
