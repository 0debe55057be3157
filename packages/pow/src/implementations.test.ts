import { maxUint256 } from '@aiigo/core'
import { describe, expect, test } from 'vitest'
import { hex, plainSearch } from '../test/oracle.ts'
import { type Implementation, testImplementation } from '../test/suite.ts'
import { scalar, simd } from './generated/modules.ts'
import { createKernel } from './instance.ts'
import { bytesOf } from './module.ts'
import { solve } from './solve.ts'

const kernel = (base64: string): Implementation => {
  const module = WebAssembly.compile(bytesOf(base64))
  return async (seed, difficulty, start, tries, count) => {
    const kernel = await createKernel(await module, { seed, target: maxUint256 / difficulty })
    return kernel.search(start, tries, count)
  }
}

const solver =
  (workers: number): Implementation =>
  async (seed, difficulty, start, tries, count) => {
    let hashes = 0
    const found: bigint[] = []
    const onProgress = (progress: { attempts: bigint; nonces: readonly bigint[] }) => {
      hashes = Number(progress.attempts)
      found.splice(0, found.length, ...progress.nonces)
    }
    const maxAttempts = BigInt(tries)
    await solve({ seed: hex(seed), difficulty, start, count, maxAttempts, workers, onProgress })
    return { nonces: found, hashes }
  }

const plain: Implementation = async (seed, difficulty, start, tries, count) => {
  const found = plainSearch({ seed, target: maxUint256 / difficulty }, start, start + BigInt(tries), count)
  return { nonces: found, hashes: 0 }
}

const implementations: [string, Implementation, number][] = [
  ['plain TypeScript', plain, 30],
  ['WASM without SIMD', kernel(scalar), 200],
  ['WASM with SIMD', kernel(simd), 200],
  ['solve in the calling thread', solver(0), 100],
  ['solve with two workers', solver(2), 15],
]

describe.each(implementations)('%s', (name, search, runs) => {
  testImplementation(search, runs)

  test('behavior: every hash was counted by the module itself, and none of the plain search', async () => {
    const { hashes } = await search(new Uint8Array(32), maxUint256, 0n, 1_000, 1)
    expect(hashes).toBe(name === 'plain TypeScript' ? 0 : 1_000)
  })
})
