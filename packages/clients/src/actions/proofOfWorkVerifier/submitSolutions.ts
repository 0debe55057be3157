import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { proofOfWorkVerifier } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SubmitSolutionsParameters = WriteOptions & {
  challengeId: Hex
  /** Strictly increasing, at most as many as are missing. */
  nonces: readonly bigint[]
}

/** The transaction. */
export type SubmitSolutionsReturnType = Hash

/**
 * Hands in many solutions at once. By the owner of the node.
 *
 * @throws ProtocolError: ProofOfWorkVerifier_InvalidSolution, ProofOfWorkVerifier_DeadlineOver, …
 */
export async function submitSolutions(
  client: WriteClient,
  deployment: Deployment,
  parameters: SubmitSolutionsParameters,
): Promise<SubmitSolutionsReturnType> {
  const { challengeId, nonces, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...proofOfWorkVerifier(deployment), functionName: 'submitSolutions', args: [challengeId, nonces] },
    options,
  )
}
