import { checkAmount, checkObject, InvalidArgumentError, maxUint256 } from '@aiigo/core'
import { keccak256 } from './keccak.ts'

/** What a nonce is sought for. */
export type Challenge = {
  /** 32 bytes, as 0x and 64 hex digits. */
  seed: `0x${string}`
  /** The expected number of hashes for one solution, 1 to 2^256 − 1. */
  difficulty: bigint
}

/** A challenge as the kernel takes it. */
export type Puzzle = {
  seed: Uint8Array
  /** The largest hash that solves. */
  target: bigint
}

/** The largest nonce: the contract takes uint64. */
export const maxNonce = 2n ** 64n - 1n

/** The door for a challenge. The bound is that of the arithmetic; the contract's own (2^64) is lower. */
export function checkChallenge(challenge: Challenge): Puzzle {
  const { seed, difficulty } = checkObject('options', challenge)
  return { seed: checkSeed(seed), target: maxUint256 / checkAmount('difficulty', difficulty, { min: 1n }) }
}

function checkSeed(seed: string): Uint8Array {
  if (typeof seed === 'string' && /^0x[0-9a-fA-F]{64}$/.test(seed)) {
    return Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(seed.slice(2 + 2 * i, 4 + 2 * i), 16))
  }
  throw new InvalidArgumentError('seed', '32 bytes in hex: 0x and 64 digits', seed)
}

/** Whether a nonce from 0 to 2^64 − 1 solves. */
export function solves({ seed, target }: Puzzle, nonce: bigint): boolean {
  return hashOf(seed, nonce) <= target
}

/** uint256(keccak256(seed ‖ uint256(nonce))), for a nonce from 0 to 2^64 − 1. */
export function hashOf(seed: Uint8Array, nonce: bigint): bigint {
  const message = new Uint8Array(64)
  message.set(seed)
  new DataView(message.buffer).setBigUint64(56, nonce)
  const hash = new DataView(keccak256(message).buffer)
  let value = 0n
  for (let at = 0; at < 32; at += 8) value = (value << 64n) | hash.getBigUint64(at)
  return value
}
