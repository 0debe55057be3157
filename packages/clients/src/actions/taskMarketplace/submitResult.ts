import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SubmitResultParameters = WriteOptions & {
  taskId: Hex
  /** 32 bytes, not zero */
  resultHash: Hex
  /** Where the result is, at most 256 bytes. */
  resultURI: string
}

/** The transaction. */
export type SubmitResultReturnType = Hash

/** Hands in the result of a task, once. By the owner of the assigned node. */
export async function submitResult(
  client: WriteClient,
  deployment: Deployment,
  parameters: SubmitResultParameters,
): Promise<SubmitResultReturnType> {
  const { taskId, resultHash, resultURI, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...taskMarketplace(deployment), functionName: 'submitResult', args: [taskId, resultHash, resultURI] },
    options,
  )
}
