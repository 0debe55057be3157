import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { proofOfWorkVerifier } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { proofOfWorkVerifierAbi } from '../../generated/abis.ts'

export type GetProofOfWorkVerifierParametersParameters = ReadOptions

export type GetProofOfWorkVerifierParametersReturnType = ViewResult<typeof proofOfWorkVerifierAbi, 'parameters'>

/** The verifier's parameters. */
export function getProofOfWorkVerifierParameters(
  client: ReadClient,
  deployment: Deployment,
  options: GetProofOfWorkVerifierParametersParameters = {},
): Promise<GetProofOfWorkVerifierParametersReturnType> {
  return read(client, { ...proofOfWorkVerifier(deployment), functionName: 'parameters', args: [] }, options)
}
