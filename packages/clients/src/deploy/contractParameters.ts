import type { Parameters } from '@aiigo/core'
import type { NodeRegistryParameters, ProofOfWorkVerifierParameters, TaskMarketplaceParameters } from '../structs.ts'

// The protocol's parameters, sorted by the contract that keeps them. The platform fee is the escrow's.

export function nodeRegistryParameters(parameters: Parameters): NodeRegistryParameters {
  const { registrationFee, minimumStake, insuranceBond, stakeCooldown, proofValidity } = parameters
  return { registrationFee, minimumStake, insuranceBond, stakeCooldown, proofValidity }
}

export function proofOfWorkVerifierParameters(parameters: Parameters): ProofOfWorkVerifierParameters {
  const { solutionsPerChallenge, challengeTargetTime, challengeDeadline, challengeInterval, initialDifficulty } =
    parameters
  return { solutionsPerChallenge, challengeTargetTime, challengeDeadline, challengeInterval, initialDifficulty }
}

export function taskMarketplaceParameters(parameters: Parameters): TaskMarketplaceParameters {
  const { smallestTaskEth, smallestTaskUsdc, reputationFeeFloorEth, reputationFeeFloorUsdc, smallTaskLimitUsd } =
    parameters
  const { openWindow, startWindow, reviewWindow, disputeWindow, attempts } = parameters
  const { commitWindow, revealWindow, selectionWindow } = parameters
  return {
    ...{ smallestTaskEth, smallestTaskUsdc, reputationFeeFloorEth, reputationFeeFloorUsdc, smallTaskLimitUsd },
    ...{ openWindow, startWindow, reviewWindow, disputeWindow, attempts },
    ...{ commitWindow, revealWindow, selectionWindow },
  }
}
