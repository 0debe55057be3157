import { maxUint256 } from '@aiigo/core'
import { keccak_256 } from '@noble/hashes/sha3.js'
import * as fc from 'fast-check'
import { type Puzzle, solves } from '../src/challenge.ts'

/** The same rule with a keccak that is not ours. */
export function oracle(seed: Uint8Array, difficulty: bigint, nonce: bigint): boolean {
  const message = new Uint8Array(64)
  message.set(seed)
  new DataView(message.buffer).setBigUint64(56, nonce)
  return BigInt(`0x${Buffer.from(keccak_256(message)).toString('hex')}`) <= maxUint256 / difficulty
}

/** The lowest `count` nonces in [start, end) that the oracle accepts. */
export function oracleSearch(
  seed: Uint8Array,
  difficulty: bigint,
  start: bigint,
  end: bigint,
  count: number,
): bigint[] {
  return lowest((nonce) => oracle(seed, difficulty, nonce), start, end, count)
}

/** The search in plain TypeScript: what the kernels do, one nonce after another. */
export function plainSearch(puzzle: Puzzle, start: bigint, end: bigint, count: number): bigint[] {
  return lowest((nonce) => solves(puzzle, nonce), start, end, count)
}

function lowest(accepts: (nonce: bigint) => boolean, start: bigint, end: bigint, count: number): bigint[] {
  const nonces: bigint[] = []
  for (let nonce = start; nonce < end && nonces.length < count; nonce++) if (accepts(nonce)) nonces.push(nonce)
  return nonces
}

export const hex = (bytes: Uint8Array): `0x${string}` => `0x${Buffer.from(bytes).toString('hex')}`

export const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 })
/** Small enough to search in a test; powers of two and their neighbours among them. */
export const difficulties = fc.oneof(
  fc.bigInt({ min: 1n, max: 300n }),
  fc.integer({ min: 0, max: 8 }).map((bits) => 1n << BigInt(bits)),
)
export const nonces = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  // Where a byte, a half or the whole of the nonce is about to carry over.
  fc.tuple(fc.constantFrom(8n, 16n, 32n, 56n, 64n), fc.bigInt({ min: 1n, max: 300n })).map(([bits, back]) => {
    const nonce = 2n ** bits - back
    return nonce < 0n ? 0n : nonce
  }),
)
