import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { proofOfWorkVerifier } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { proofOfWorkVerifierAbi } from '../../generated/abis.ts'

export type GetChallengeParameters = ReadOptions & {
  challengeId: Hex
}

export type GetChallengeReturnType = ViewResult<typeof proofOfWorkVerifierAbi, 'getChallenge'>

/**
 * A challenge as the seed design's struct. For everything see `getChallengeDetails`.
 *
 * @throws ProtocolError: ProofOfWorkVerifier_UnknownChallenge
 */
export async function getChallenge(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetChallengeParameters,
): Promise<GetChallengeReturnType> {
  const { challengeId, ...options } = checkObject('parameters', parameters)
  return read(
    client,
    { ...proofOfWorkVerifier(deployment), functionName: 'getChallenge', args: [challengeId] },
    options,
  )
}
