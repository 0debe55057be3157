import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { proofOfWorkVerifier } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { proofOfWorkVerifierAbi } from '../../generated/abis.ts'

export type GetProofParameters = ReadOptions & {
  nodeId: Hex
}

export type GetProofReturnType = ViewResult<typeof proofOfWorkVerifierAbi, 'getProof'>

/** What a node's challenges have shown so far, and its open one; zeros for a node without any. */
export async function getProof(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetProofParameters,
): Promise<GetProofReturnType> {
  const { nodeId, ...options } = checkObject('parameters', parameters)
  return read(client, { ...proofOfWorkVerifier(deployment), functionName: 'getProof', args: [nodeId] }, options)
}
