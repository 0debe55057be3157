import { NodeStatus, nextDifficulty, type ResourceType, roles } from '@aiigo/core'
import type { Address, Hex } from '../../hex.ts'
import { challengeIdOf, challengeSeedOf } from '../../ids.ts'
import type { NodeState, ProofState } from '../../state.ts'
import { hasRole, requireNotPaused } from '../access.ts'
import type { Deciders } from '../deciders.ts'
import { openChallenge } from '../nodeRegistry.ts'
import { refuse, Transaction } from '../transaction.ts'
import { fail, proofOf } from './expireChallenge.ts'

export const issueChallenge: Deciders<'proofOfWorkVerifier'>['issueChallenge'] = (tx, { nodeId }, sender) => {
  requireNotPaused(tx, 'proofOfWorkVerifier')
  const failed = endLast(tx, nodeId)
  const proof = failed ?? proofOf(tx, nodeId)
  const interval = tx.state.parameters.challengeInterval
  requireAllowed(tx, nodeId, proof.challengeCount === 0 ? 0n : BigInt(proof.lastIssuedAt) + interval)
  const node = failed ? openAfterFailing(tx, nodeId) : openInRegistry(tx, nodeId)
  const forced = sender !== node.owner
  if (forced) requireChallenger(tx, node, sender)
  emitIssued(tx, node, proof, forced)
}

/** As `_endLast`. @returns what the node's challenges show after a failed one; undefined when none was open */
function endLast(tx: Transaction, nodeId: Hex): ProofState | undefined {
  const challengeId = tx.state.nodes.get(nodeId)?.openChallenge
  const last = challengeId && tx.state.challenges.get(challengeId)
  if (!last) return undefined
  if (tx.context.time <= last.deadline)
    refuse('ProofOfWorkVerifier_ChallengeStillOpen', { nodeId, challengeId: last.challengeId })
  return fail(tx, last)
}

function openInRegistry(tx: Transaction, nodeId: Hex): NodeState {
  return openChallenge(tx, { nodeId }, tx.state.deployment.proofOfWorkVerifier)
}

/** The registry opens the next one for a node whose last one this transaction has ended, which `tx.state` does not show. */
function openAfterFailing(tx: Transaction, nodeId: Hex): NodeState {
  const node: NodeState = { ...tx.state.nodes.get(nodeId)!, openChallenge: undefined, challengeOpen: false }
  const { index = 0 } = tx.context
  const after = new Transaction(
    { ...tx.state, nodes: new Map([[nodeId, node]]) },
    { ...tx.context, index: index + tx.events.length },
  )
  openInRegistry(after, nodeId)
  tx.events.push(...after.events)
  return node
}

/** As `_useChallenger`. */
function requireChallenger(tx: Transaction, { nodeId, owner, proof, status }: NodeState, caller: Address): void {
  if (!hasRole(tx, 'proofOfWorkVerifier', roles.challenger, caller))
    refuse('ProofOfWorkVerifier_NotNodeOwner', { nodeId, caller, owner })
  const { lastForcedAt } = proof
  requireAllowed(tx, nodeId, lastForcedAt === 0 ? 0n : BigInt(lastForcedAt) + tx.state.parameters.challengerInterval)
  if (status === NodeStatus.Inactive) refuse('ProofOfWorkVerifier_NodeInactive', { nodeId })
}

function requireAllowed({ context }: Transaction, nodeId: Hex, allowedAt: bigint): void {
  if (BigInt(context.time) < allowedAt) refuse('ProofOfWorkVerifier_TooSoon', { nodeId, allowedAt })
}

function emitIssued(tx: Transaction, node: NodeState, proof: ProofState, forced: boolean): void {
  const { nodeId, owner } = node
  const { deployment, parameters } = tx.state
  const challengeId = challengeIdOf(deployment, nodeId, proof.challengeCount)
  const difficulty = difficultyOf(tx, proof, node.resourceType)
  const issuedAt = BigInt(tx.context.time)
  const deadline = issuedAt + parameters.challengeDeadline
  const seed = challengeSeedOf(tx.context, challengeId, nodeId, owner)
  const solutions = parameters.solutionsPerChallenge
  tx.emit('proofOfWorkVerifier', 'ChallengeIssued', { challengeId, nodeId, difficulty, deadline })
  const terms = { owner, seed, difficulty, solutions, issuedAt, deadline, forced }
  tx.emit('proofOfWorkVerifier', 'ChallengeSpecified', { challengeId, nodeId, ...terms })
}

/** As `_nextDifficulty`. */
function difficultyOf({ state }: Transaction, proof: ProofState, resourceType: ResourceType): bigint {
  const { initialDifficulty, solutionsPerChallenge, challengeTargetTime } = state.parameters
  if (proof.lastDifficulty === 0n) return initialDifficulty[resourceType]
  return nextDifficulty({
    difficulty: proof.lastDifficulty,
    pooled: { work: proof.pooledWork, time: proof.pooledTime },
    solutions: solutionsPerChallenge,
    targetTime: challengeTargetTime,
  })
}
