import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { proofOfWorkVerifier } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { proofOfWorkVerifierAbi } from '../../generated/abis.ts'

export type GetVerificationHistoryParameters = ReadOptions & {
  nodeId: Hex
}

export type GetVerificationHistoryReturnType = ViewResult<typeof proofOfWorkVerifierAbi, 'getVerificationHistory'>

/** The newest 16 finished challenges of a node, the oldest of them first. */
export async function getVerificationHistory(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetVerificationHistoryParameters,
): Promise<GetVerificationHistoryReturnType> {
  const { nodeId, ...options } = checkObject('parameters', parameters)
  return read(
    client,
    { ...proofOfWorkVerifier(deployment), functionName: 'getVerificationHistory', args: [nodeId] },
    options,
  )
}
