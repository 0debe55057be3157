import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { proofOfWorkVerifier } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { proofOfWorkVerifierAbi } from '../../generated/abis.ts'

export type GetNextDifficultyParameters = ReadOptions & {
  nodeId: Hex
}

export type GetNextDifficultyReturnType = ViewResult<typeof proofOfWorkVerifierAbi, 'nextDifficulty'>

/** The difficulty that a challenge of this node would have now, in expected hashes for one solution. */
export async function getNextDifficulty(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetNextDifficultyParameters,
): Promise<GetNextDifficultyReturnType> {
  const { nodeId, ...options } = checkObject('parameters', parameters)
  return read(client, { ...proofOfWorkVerifier(deployment), functionName: 'nextDifficulty', args: [nodeId] }, options)
}
