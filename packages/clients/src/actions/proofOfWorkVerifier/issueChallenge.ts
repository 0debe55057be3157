import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { proofOfWorkVerifier } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type IssueChallengeParameters = WriteOptions & {
  nodeId: Hex
}

/** The transaction. */
export type IssueChallengeReturnType = Hash

/**
 * Issues a challenge to a node. By its owner, once the interval since the last one is over, or by CHALLENGER_ROLE.
 * What a solver needs stands in the event ChallengeSpecified, and in `getChallengeDetails`. The node's last challenge, if
 * it was left unsolved until its deadline was over, fails in the same transaction.
 *
 * @throws ProtocolError: ProofOfWorkVerifier_ChallengeStillOpen, ProofOfWorkVerifier_TooSoon, …
 */
export async function issueChallenge(
  client: WriteClient,
  deployment: Deployment,
  parameters: IssueChallengeParameters,
): Promise<IssueChallengeReturnType> {
  const { nodeId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...proofOfWorkVerifier(deployment), functionName: 'issueChallenge', args: [nodeId] }, options)
}
