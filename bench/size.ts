import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'
import type { Row } from './run.ts'

/** What a browser loads of a package, in kB: minified, gzipped, viem left out. */
export type Size = {
  /** With the page. */
  initial: number
  /** When it is first needed. */
  later: number
}

export async function benchmarks(): Promise<Row[]> {
  const sdk = await sizeOf('sdk')
  const ranking = await sizeOf('matching', '{ rank, explain, createIndex, orderTiers, tierLoads }')
  const matching = await sizeOf('matching')
  return [
    { what: '@aiigo/sdk in a browser', value: sdk.initial, unit: 'kB gzip', aim: '≤ 40 kB' },
    {
      what: '@aiigo/sdk in a browser, loaded when first used',
      value: sdk.later,
      unit: 'kB gzip',
    },
    { what: '@aiigo/matching in a browser, for one request', value: ranking.initial, unit: 'kB gzip', aim: '≤ 6 kB' },
    { what: '@aiigo/matching in a browser, all of it: with assign', value: matching.initial, unit: 'kB gzip' },
  ]
}

const packages = fileURLToPath(new URL('../packages/', import.meta.url))

/**
 * What the package exports, bundled from the packages as they are published: not from src, of which a bundler drops more.
 *
 * @param names in braces; everything when there are none
 */
export async function sizeOf(name: 'sdk' | 'matching', names = '*'): Promise<Size> {
  const page = await mkdtemp(join(tmpdir(), 'aiigo-size-'))
  try {
    for (const one of ['core', 'clients', 'matching', 'pow', 'protocol', 'sdk']) await publish(one, page)
    return await bundle(`export ${names} from '@aiigo/${name}'`, page)
  } finally {
    await rm(page, { recursive: true, force: true })
  }
}

/** The ESM of a package as tsup writes it, without the declarations, which take a hundred times as long. */
async function publish(name: string, page: string): Promise<void> {
  const folder = join(packages, name)
  const installed = join(page, 'node_modules/@aiigo', name)
  const { entry } = (await import(join(folder, 'tsup.config.ts'))).default
  await build({
    ...{ absWorkingDir: folder, entryPoints: entry, outdir: join(installed, 'dist') },
    ...{ bundle: true, splitting: true, format: 'esm', target: 'es2022', packages: 'external', logLevel: 'error' },
  })
  await copyFile(join(folder, 'package.json'), join(installed, 'package.json'))
}

async function bundle(contents: string, page: string): Promise<Size> {
  const { outputFiles, metafile } = await build({
    ...{ stdin: { contents, resolveDir: page }, absWorkingDir: page, outdir: 'bundle', write: false, metafile: true },
    ...{ bundle: true, splitting: true, minify: true, format: 'esm', platform: 'browser', logLevel: 'error' },
    external: ['viem', 'viem/*', 'node:*'],
  })
  const size = { initial: 0, later: 0 }
  const initial = loadedWith('bundle/stdin.js', metafile)
  for (const { path, contents } of outputFiles) {
    const when = initial.has(path.slice(page.length + 1)) ? 'initial' : 'later'
    size[when] += gzipSync(contents).length / 1_000
  }
  return size
}

/** A file of the bundle, and those that a browser loads before it runs. */
function loadedWith(path: string, { outputs }: Metafile, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen
  seen.add(path)
  for (const { kind, path: next, external } of outputs[path]!.imports) {
    if (kind === 'import-statement' && !external) loadedWith(next, { outputs } as Metafile, seen)
  }
  return seen
}
