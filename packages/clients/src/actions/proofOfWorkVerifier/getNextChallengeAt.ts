import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { proofOfWorkVerifier } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { proofOfWorkVerifierAbi } from '../../generated/abis.ts'

export type GetNextChallengeAtParameters = ReadOptions & {
  nodeId: Hex
}

export type GetNextChallengeAtReturnType = ViewResult<typeof proofOfWorkVerifierAbi, 'nextChallengeAt'>

/** The second from which on the owner of the node may have a challenge issued; says nothing of one that is open. */
export async function getNextChallengeAt(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetNextChallengeAtParameters,
): Promise<GetNextChallengeAtReturnType> {
  const { nodeId, ...options } = checkObject('parameters', parameters)
  return read(client, { ...proofOfWorkVerifier(deployment), functionName: 'nextChallengeAt', args: [nodeId] }, options)
}
