import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type OpenChallengeParameters = WriteOptions & {
  nodeId: Hex
}

/** The transaction. */
export type OpenChallengeReturnType = Hash

/**
 * Marks that a node has a challenge to solve. By VERIFIER_ROLE, which is the contract ProofOfWorkVerifier: for people
 * there is `issueChallenge`.
 */
export async function openChallenge(
  client: WriteClient,
  deployment: Deployment,
  parameters: OpenChallengeParameters,
): Promise<OpenChallengeReturnType> {
  const { nodeId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'openChallenge', args: [nodeId] }, options)
}
