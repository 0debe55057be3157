import { solutionTarget } from '@aiigo/core'
import type { ChallengeState } from '@aiigo/protocol'
import { hexToBytes, keccak256, toBytes } from 'viem'

/** The nonces that a challenge still asks for, in rising order: really computed, one hash after the other. */
export function solveChallenge(challenge: ChallengeState): bigint[] {
  const target = solutionTarget(challenge.difficulty)
  const block = new Uint8Array(64)
  block.set(hexToBytes(challenge.seed))
  const nonces: bigint[] = []
  for (let nonce = challenge.lastNonce + 1n; nonces.length < challenge.solutions - challenge.solved; nonce++) {
    block.set(toBytes(nonce, { size: 32 }), 32)
    if (BigInt(keccak256(block)) <= target) nonces.push(nonce)
  }
  return nonces
}
