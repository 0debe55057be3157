import { maxUint256 } from '@aiigo/core'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { difficulties, nonces, oracleSearch, seeds } from './oracle.ts'

/** Whatever finds the lowest `count` solving nonces among `tries` from `start`; `hashes` is how many it says it made. */
export type Implementation = (
  seed: Uint8Array,
  difficulty: bigint,
  start: bigint,
  tries: number,
  count: number,
) => Promise<{ nonces: bigint[]; hashes: number }>

/** What every implementation has to pass; the property is tried so many times. */
export function testImplementation(search: Implementation, runs: number): void {
  test('default: finds the nonces that another keccak finds', async () => {
    const seed = new Uint8Array(32).fill(7)
    const { nonces } = await search(seed, 100n, 0n, 2_000, 16)
    expect(nonces).toEqual(oracleSearch(seed, 100n, 0n, 2_000n, 16))
    expect(nonces).toHaveLength(16)
  })

  test('behavior: for any seed, difficulty, start, number of tries and count', async () => {
    const tries = fc.integer({ min: 1, max: 600 })
    const counts = fc.integer({ min: 1, max: 64 })
    await fc.assert(
      fc.asyncProperty(seeds, difficulties, nonces, tries, counts, async (seed, difficulty, start, wanted, count) => {
        const left = 2n ** 64n - start
        const tries = BigInt(wanted) < left ? wanted : Number(left)
        const { nonces } = await search(seed, difficulty, start, tries, count)
        expect(nonces).toEqual(oracleSearch(seed, difficulty, start, start + BigInt(tries), count))
      }),
      { numRuns: runs },
    )
  })

  test('behavior: at difficulty 1 every nonce solves, up to the last one', async () => {
    const seed = new Uint8Array(32)
    expect((await search(seed, 1n, 5n, 100, 64)).nonces).toEqual(Array.from({ length: 64 }, (_, i) => BigInt(i + 5)))
    const end = 2n ** 64n
    expect((await search(seed, 1n, end - 4n, 4, 4)).nonces).toEqual([end - 4n, end - 3n, end - 2n, end - 1n])
  })

  test('behavior: more solutions than one call of the module hands back', async () => {
    const { nonces } = await search(new Uint8Array(32), 1n, 0n, 3_000, 2_500)
    expect(nonces).toEqual(Array.from({ length: 2_500 }, (_, i) => BigInt(i)))
  })

  test('behavior: at difficulty 2^256 - 1 nothing is found', async () => {
    expect((await search(new Uint8Array(32), maxUint256, 0n, 1_000, 1)).nonces).toEqual([])
  })

  test('behavior: hash and target are compared in full, to the last bit', async () => {
    // The difficulty at which nonce 268 of the zero seed solves for the last time, and the next one (see verify.test.ts):
    // their targets differ from the hash only far behind its first eight bytes.
    const seed = new Uint8Array(32)
    const last = lastDifficulty(seed, 268n)
    expect((await search(seed, last, 268n, 1, 1)).nonces).toEqual([268n])
    expect((await search(seed, last + 1n, 268n, 1, 1)).nonces).toEqual([])
  })
}

function lastDifficulty(seed: Uint8Array, nonce: bigint): bigint {
  let difficulty = 0n
  for (let bit = 255n; bit >= 0n; bit--) {
    const candidate = difficulty + (1n << bit)
    if (oracleSearch(seed, candidate, nonce, nonce + 1n, 1).length === 1) difficulty = candidate
  }
  return difficulty
}
