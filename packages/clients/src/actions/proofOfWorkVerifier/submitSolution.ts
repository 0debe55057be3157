import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { proofOfWorkVerifier } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SubmitSolutionParameters = WriteOptions & {
  challengeId: Hex
  /** The nonce that solves; `nonce` is that of the transaction. */
  solution: bigint
}

/** The transaction. */
export type SubmitSolutionReturnType = Hash

/**
 * Hands in one solution; the k-th completes the challenge. A wrong nonce is refused and costs nothing. By the owner of
 * the node.
 */
export async function submitSolution(
  client: WriteClient,
  deployment: Deployment,
  parameters: SubmitSolutionParameters,
): Promise<SubmitSolutionReturnType> {
  const { challengeId, solution, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...proofOfWorkVerifier(deployment), functionName: 'submitSolution', args: [challengeId, solution] },
    options,
  )
}
