import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import type { Row } from './run.ts'

/** What a browser loads: minified, gzipped, viem left out. */
export async function benchmarks(): Promise<Row[]> {
  return [
    await size('@aiigo/sdk', 'packages/sdk', '≤ 40 kB'),
    await size('@aiigo/matching', 'packages/matching', '≤ 6 kB'),
  ]
}

async function size(name: string, folder: string, aim: string): Promise<Row> {
  const { outputFiles } = await build({
    entryPoints: [`${folder}/src/index.ts`],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    conditions: ['aiigo-source'],
    external: ['viem', 'viem/*', 'node:*'],
    logLevel: 'error',
  })
  return { what: `${name} in a browser`, value: gzipSync(outputFiles[0]!.contents).length / 1000, unit: 'kB gzip', aim }
}
