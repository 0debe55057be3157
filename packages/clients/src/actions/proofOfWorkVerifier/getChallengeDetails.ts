import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { proofOfWorkVerifier } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { proofOfWorkVerifierAbi } from '../../generated/abis.ts'

export type GetChallengeDetailsParameters = ReadOptions & {
  challengeId: Hex
}

export type GetChallengeDetailsReturnType = ViewResult<typeof proofOfWorkVerifierAbi, 'getChallengeDetails'>

/**
 * Everything about a challenge: the seed, the difficulty in expected hashes, how many solutions are asked for and how
 * many were handed in.
 *
 * @throws ProtocolError: ProofOfWorkVerifier_UnknownChallenge
 */
export async function getChallengeDetails(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetChallengeDetailsParameters,
): Promise<GetChallengeDetailsReturnType> {
  const { challengeId, ...options } = checkObject('parameters', parameters)
  return read(
    client,
    { ...proofOfWorkVerifier(deployment), functionName: 'getChallengeDetails', args: [challengeId] },
    options,
  )
}
