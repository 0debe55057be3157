import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build } from 'esbuild'

const entry = fileURLToPath(new URL('../src/index.ts', import.meta.url))

/** How an application's bundler bundles the package. */
export const bundleOptions = {
  entryPoints: [entry],
  bundle: true,
  conditions: ['aiigo-source'],
  // What some tools set, and what breaks a worker that is made from a function's text.
  keepNames: true,
  minify: true,
  logLevel: 'error',
} satisfies BuildOptions

/** Bundles the package from source into one file. */
export async function bundle(options: BuildOptions): Promise<string> {
  const result = await build({ ...bundleOptions, ...options, write: false })
  return result.outputFiles![0]!.text
}

/** Runs the body with a folder of its own, which is gone afterwards. */
export async function withFolder<T>(body: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'aiigo-pow-'))
  try {
    return await body(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
