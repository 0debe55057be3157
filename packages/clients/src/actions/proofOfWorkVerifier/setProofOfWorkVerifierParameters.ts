import { checkObject } from '@aiigo/core'
import type { Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { proofOfWorkVerifier } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { ProofOfWorkVerifierParameters } from '../../structs.ts'

export type SetProofOfWorkVerifierParametersParameters = WriteOptions & {
  newParameters: ProofOfWorkVerifierParameters
}

/** The transaction. */
export type SetProofOfWorkVerifierParametersReturnType = Hash

/**
 * Changes the verifier's parameters within their bounds; an open challenge keeps its own. By the owner of the
 * verifier.
 */
export async function setProofOfWorkVerifierParameters(
  client: WriteClient,
  deployment: Deployment,
  parameters: SetProofOfWorkVerifierParametersParameters,
): Promise<SetProofOfWorkVerifierParametersReturnType> {
  const { newParameters, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...proofOfWorkVerifier(deployment), functionName: 'setParameters', args: [newParameters] },
    options,
  )
}
