import type { ResourceType } from '@aiigo/core'
import type { MarketEventArgs } from '../events.ts'
import type { MarketState } from '../state.ts'

// What the views `parameters` of three contracts answer, from the state: the same names as the actions of @aiigo/clients.

/** The registry's: amounts in wei, times in seconds. */
export function getNodeRegistryParameters({
  parameters,
}: MarketState): MarketEventArgs['NodeRegistryParametersUpdated']['parameters'] {
  const { registrationFee, minimumStake, insuranceBond, stakeCooldown, proofValidity } = parameters
  return { registrationFee, minimumStake, insuranceBond, stakeCooldown, proofValidity }
}

/** The verifier's: times in seconds, difficulties in expected hashes. */
export function getProofOfWorkVerifierParameters({
  parameters,
}: MarketState): MarketEventArgs['ProofOfWorkVerifierParametersUpdated']['parameters'] {
  const { solutionsPerChallenge, challengeTargetTime, challengeDeadline, challengeInterval } = parameters
  const initialDifficulty = parameters.initialDifficulty
  return { solutionsPerChallenge, challengeTargetTime, challengeDeadline, challengeInterval, initialDifficulty }
}

/** The marketplace's: amounts in wei or 1e-6 USDC, times in seconds. */
export function getTaskMarketplaceParameters({
  parameters,
}: MarketState): MarketEventArgs['TaskMarketplaceParametersUpdated']['parameters'] {
  const { smallestTaskEth, smallestTaskUsdc, reputationFeeFloorEth, reputationFeeFloorUsdc } = parameters
  const { smallTaskLimitUsd, openWindow, startWindow, reviewWindow, disputeWindow, attempts } = parameters
  const { commitWindow, revealWindow, selectionWindow } = parameters
  return {
    ...{ smallestTaskEth, smallestTaskUsdc, reputationFeeFloorEth, reputationFeeFloorUsdc, smallTaskLimitUsd },
    ...{ openWindow, startWindow, reviewWindow, disputeWindow, attempts },
    ...{ commitWindow, revealWindow, selectionWindow },
  }
}

/** Bps of a payment; of the escrows to come. */
export function getPlatformFeeBps({ parameters }: MarketState): bigint {
  return parameters.platformFeeBps
}

/** Wei for one TFLOPS for one hour. */
export function getReferencePrice({ referencePrices }: MarketState, resourceType: ResourceType): bigint {
  return referencePrices[resourceType]
}
