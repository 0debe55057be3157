import { NodeStatus, parameters, type TrustLevel } from '@aiigo/core'
import type { MarketState, NodeState } from '../state.ts'

// TrustLevel.sol as @aiigo/core has it, without its checks of arguments, and in numbers where the state has numbers.

export const MAX_REPUTATION = Number(parameters.maxReputation)
const MAX_CHALLENGE_REPUTATION = Number(parameters.maxChallengeReputation)
const REPUTATION_CHALLENGE_PASSED = Number(parameters.reputationChallengePassed)
export const REVIEW_MIN_TASKS = Number(parameters.reviewMinTasks)
const REVIEW_FAILURE_BPS = Number(parameters.reviewFailureBps)
const BPS = 10_000

const LEVEL_2_CHALLENGES = Number(parameters.level2Challenges)
const LEVEL_2_REPUTATION = Number(parameters.level2Reputation)
const LEVEL_3_REPUTATION = Number(parameters.level3Reputation)
const LEVEL_3_TASKS = Number(parameters.level3Tasks)
const LEVEL_3_SUCCESS_BPS = Number(parameters.level3SuccessBps)

export function clampReputation(reputation: number, delta: number): number {
  return Math.min(Math.max(reputation + delta, 0), MAX_REPUTATION)
}

export function reputationAfterChallenge(reputation: number): number {
  if (reputation >= MAX_CHALLENGE_REPUTATION) return reputation
  return Math.min(reputation + REPUTATION_CHALLENGE_PASSED, MAX_CHALLENGE_REPUTATION)
}

export function isReviewDue(completed: number, failed: number): boolean {
  const ended = completed + failed
  return ended >= REVIEW_MIN_TASKS && failed * BPS > ended * REVIEW_FAILURE_BPS
}

/** A node's trust level, 0 to 4, as `NodeRegistry.getNodeTrustLevel` says it. */
export function trustLevelOf(state: MarketState, node: NodeState): TrustLevel {
  const { status } = node
  if (status !== NodeStatus.Active && status !== NodeStatus.Verified && status !== NodeStatus.Inactive) return 0
  if (isPartner(state, node)) return 4
  if (isTrusted(node)) return 3
  if (isVerified(node)) return 2
  return node.stakedAmount >= state.parameters.minimumStake ? 1 : 0
}

function isPartner({ parameters: { insuranceBond } }: MarketState, node: NodeState): boolean {
  if (!node.hasPartnerSLA || node.insuranceBond < insuranceBond) return false
  return node.stakedAmount >= parameters.stakeLevel4 && node.reputation >= LEVEL_3_REPUTATION
}

function isTrusted({ stakedAmount, reputation, totalTasksCompleted, totalTasksFailed }: NodeState): boolean {
  if (reputation < LEVEL_3_REPUTATION || totalTasksCompleted < LEVEL_3_TASKS) return false
  if (stakedAmount < parameters.stakeLevel3) return false
  return totalTasksCompleted * BPS >= (totalTasksCompleted + totalTasksFailed) * LEVEL_3_SUCCESS_BPS
}

function isVerified({ stakedAmount, reputation, challengesPassed }: NodeState): boolean {
  if (challengesPassed < LEVEL_2_CHALLENGES || reputation < LEVEL_2_REPUTATION) return false
  return stakedAmount >= parameters.stakeLevel2
}
