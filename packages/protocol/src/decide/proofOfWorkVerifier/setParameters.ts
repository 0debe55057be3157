import { maxOf, type PerResourceType, parameterBounds } from '@aiigo/core'
import { requireOwner } from '../access.ts'
import type { Deciders } from '../deciders.ts'
import { refuse } from '../transaction.ts'

export const setParameters: Deciders<'proofOfWorkVerifier'>['setParameters'] = (tx, { newParameters }, sender) => {
  requireOwner(tx, 'proofOfWorkVerifier', sender)
  const { solutionsPerChallenge, challengeTargetTime, challengeDeadline, challengeInterval } = newParameters
  requireBounds('solutionsPerChallenge', solutionsPerChallenge)
  requireBounds('challengeTargetTime', challengeTargetTime)
  // A challenge that ends before it is expected to be solved would take power and reputation from everybody.
  const shortest = maxOf(parameterBounds.challengeDeadline.min, challengeTargetTime + 1n)
  requireBounds('challengeDeadline', challengeDeadline, shortest)
  requireBounds('challengeInterval', challengeInterval)
  for (const difficulty of newParameters.initialDifficulty) requireBounds('initialDifficulty', difficulty)
  const initialDifficulty = [...newParameters.initialDifficulty] as unknown as PerResourceType
  tx.emit('proofOfWorkVerifier', 'ProofOfWorkVerifierParametersUpdated', {
    parameters: { solutionsPerChallenge, challengeTargetTime, challengeDeadline, challengeInterval, initialDifficulty },
  })
}

type Bounded =
  | 'solutionsPerChallenge'
  | 'challengeTargetTime'
  | 'challengeDeadline'
  | 'challengeInterval'
  | 'initialDifficulty'

function requireBounds(name: Bounded, value: bigint, minimum = parameterBounds[name].min): void {
  const maximum = parameterBounds[name].max
  if (value < minimum || value > maximum)
    refuse('ProofOfWorkVerifier_ParameterOutOfBounds', { name, value, minimum, maximum })
}
