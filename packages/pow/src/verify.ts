import { InvalidArgumentError } from '@aiigo/core'
import { type Challenge, checkChallenge, maxNonce, solves } from './challenge.ts'

export type VerifyOptions = Challenge & { nonces: readonly bigint[] }

/**
 * Whether every nonce solves the challenge, and they are strictly increasing numbers from 0 to 2^64 − 1, as the contract
 * demands. No nonces at all prove nothing: false.
 *
 * @throws InvalidArgumentError when an argument is not what it should be; a wrong nonce is no error.
 * @example
 * verify({ seed: `0x${'00'.repeat(32)}`, difficulty: 1_000n, nonces: [268n] }) // true
 */
export function verify(options: VerifyOptions): boolean {
  const puzzle = checkChallenge(options)
  const { nonces } = options
  if (!Array.isArray(nonces) || nonces.some((nonce) => typeof nonce !== 'bigint')) {
    throw new InvalidArgumentError('nonces', 'an array of bigint', nonces)
  }
  return nonces.length > 0 && nonces.every((nonce, i) => isInOrder(nonces, i) && solves(puzzle, nonce))
}

function isInOrder(nonces: readonly bigint[], i: number): boolean {
  return nonces[i]! > (nonces[i - 1] ?? -1n) && nonces[i]! <= maxNonce
}
