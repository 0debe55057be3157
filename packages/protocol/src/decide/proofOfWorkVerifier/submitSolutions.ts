import { challengeWork, computePower, hashWords, poolWork, solutionTarget } from '@aiigo/core'
import type { Address, Hex } from '../../hex.ts'
import type { ChallengeState } from '../../state.ts'
import type { Deciders } from '../deciders.ts'
import { passChallenge } from '../nodeRegistry.ts'
import { refuse, type Transaction } from '../transaction.ts'
import { openChallengeOf, proofOf } from './expireChallenge.ts'

const maxUint64 = 2n ** 64n - 1n

type Verifier = Deciders<'proofOfWorkVerifier'>

export const submitSolution: Verifier['submitSolution'] = (tx, { challengeId, nonce }, sender) => {
  const challenge = solvableChallenge(tx, challengeId, sender)
  const { solved, lastNonce } = challenge
  if (solved !== 0) requireIncreasing(challengeId, nonce, lastNonce)
  requireSolution(challenge, nonce)
  record(tx, challenge, solved + 1, nonce)
}

export const submitSolutions: Verifier['submitSolutions'] = (tx, { challengeId, nonces }, sender) => {
  const challenge = solvableChallenge(tx, challengeId, sender)
  const { solved } = challenge
  const missing = challenge.solutions - solved
  if (nonces.length === 0 || nonces.length > missing)
    refuse('ProofOfWorkVerifier_WrongSolutionCount', {
      ...{ challengeId, given: BigInt(nonces.length), missing: BigInt(missing) },
    })
  let last = challenge.lastNonce
  nonces.forEach((nonce, i) => {
    // Solidity decodes each nonce where it is read, and so refuses a long one only after those before it.
    if (nonce > maxUint64) refuse('Reverted', {})
    if (solved + i !== 0) requireIncreasing(challengeId, nonce, last)
    requireSolution(challenge, nonce)
    last = nonce
  })
  record(tx, challenge, solved + nonces.length, last)
}

/** As `_solvableChallenge`. */
function solvableChallenge(tx: Transaction, challengeId: Hex, caller: Address): ChallengeState {
  const challenge = openChallengeOf(tx, challengeId)
  const { deadline, nodeId, owner } = challenge
  if (tx.context.time > deadline)
    refuse('ProofOfWorkVerifier_DeadlineOver', { challengeId, deadline: BigInt(deadline) })
  if (caller !== owner) refuse('ProofOfWorkVerifier_NotNodeOwner', { nodeId, caller, owner })
  return challenge
}

function requireIncreasing(challengeId: Hex, nonce: bigint, lastNonce: bigint): void {
  if (nonce <= lastNonce) refuse('ProofOfWorkVerifier_NonceNotIncreasing', { challengeId, nonce, lastNonce })
}

function requireSolution({ challengeId, seed, difficulty }: ChallengeState, nonce: bigint): void {
  const target = solutionTarget(difficulty)
  const hash = hashWords(seed, nonce)
  if (BigInt(hash) > target) refuse('ProofOfWorkVerifier_InvalidSolution', { challengeId, nonce, hash, target })
}

/** As `_record`. */
function record(tx: Transaction, challenge: ChallengeState, solved: number, lastNonce: bigint): void {
  const { challengeId } = challenge
  if (solved === challenge.solutions) pass(tx, challenge)
  else tx.emit('proofOfWorkVerifier', 'ChallengeProgressed', { challengeId, solved: BigInt(solved), lastNonce })
}

/** As `_pass`. */
function pass(tx: Transaction, { challengeId, nodeId, difficulty, solutions, issuedAt }: ChallengeState): void {
  const { pooledWork, pooledTime, lastDifficulty } = proofOf(tx, nodeId)
  const solutionTime = BigInt(tx.context.time - issuedAt)
  const before = { work: pooledWork, time: pooledTime }
  const { work, time } = poolWork(before, challengeWork(difficulty, solutions), solutionTime)
  const power = computePower(work, time)
  tx.emit('proofOfWorkVerifier', 'ChallengeSolved', { challengeId, nodeId, solutionTime, verifiedPower: power })
  tx.emit('proofOfWorkVerifier', 'ProofUpdated', { nodeId, pooledWork: work, pooledTime: time, lastDifficulty })
  passChallenge(tx, { nodeId, power }, tx.state.deployment.proofOfWorkVerifier)
}
