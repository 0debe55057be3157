import { computePower, halvePool, maxOf } from '@aiigo/core'
import { ChallengeStatus } from '../../evolve/challenges.ts'
import type { Hex } from '../../hex.ts'
import type { ChallengeState, ProofState } from '../../state.ts'
import type { Deciders } from '../deciders.ts'
import { failChallenge } from '../nodeRegistry.ts'
import { refuse, type Transaction } from '../transaction.ts'

export const expireChallenge: Deciders<'proofOfWorkVerifier'>['expireChallenge'] = (tx, { challengeId }) => {
  const challenge = openChallengeOf(tx, challengeId)
  const { deadline } = challenge
  if (tx.context.time <= deadline)
    refuse('ProofOfWorkVerifier_DeadlineNotOver', { challengeId, deadline: BigInt(deadline) })
  fail(tx, challenge)
}

/** As `_openChallenge`. */
export function openChallengeOf({ state }: Transaction, challengeId: Hex): ChallengeState {
  const challenge = state.challenges.get(challengeId)
  if (challenge) return challenge
  const status = state.endedChallenges.get(challengeId) ?? ChallengeStatus.None
  if (status === ChallengeStatus.None) refuse('ProofOfWorkVerifier_UnknownChallenge', { challengeId })
  return refuse('ProofOfWorkVerifier_ChallengeNotOpen', { challengeId, status })
}

/** As `_fail`. @returns what the node's challenges show from now on */
export function fail(tx: Transaction, { challengeId, nodeId, difficulty }: ChallengeState): ProofState {
  const before = proofOf(tx, nodeId)
  const { pooledTime } = before
  const pooledWork = halvePool({ work: before.pooledWork, time: pooledTime }).work
  // With an empty pool nothing would ever lower a difficulty that is too high for the machine.
  const lastDifficulty = pooledTime === 0n ? maxOf(difficulty / 4n, 1n) : before.lastDifficulty
  tx.emit('proofOfWorkVerifier', 'ChallengeFailed', { challengeId, nodeId, reason: 'deadline over' })
  tx.emit('proofOfWorkVerifier', 'ProofUpdated', { nodeId, pooledWork, pooledTime, lastDifficulty })
  const power = computePower(pooledWork, pooledTime)
  failChallenge(tx, { nodeId, power }, tx.state.deployment.proofOfWorkVerifier)
  return { ...before, pooledWork, lastDifficulty }
}

/** Zeros for an unknown node: only the registry says that it is unknown. */
export function proofOf({ state }: Transaction, nodeId: Hex): ProofState {
  return state.nodes.get(nodeId)?.proof ?? NOTHING_PROVEN
}

const NOTHING_PROVEN: ProofState = {
  pooledWork: 0n,
  pooledTime: 0n,
  lastDifficulty: 0n,
  lastIssuedAt: 0,
  lastForcedAt: 0,
  challengeCount: 0,
}
