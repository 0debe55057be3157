import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type ClearReviewParameters = WriteOptions & {
  nodeId: Hex
}

/** The transaction. */
export type ClearReviewReturnType = Hash

/** Lets a node that was flagged for review take tasks again. By REVIEWER_ROLE. */
export async function clearReview(
  client: WriteClient,
  deployment: Deployment,
  parameters: ClearReviewParameters,
): Promise<ClearReviewReturnType> {
  const { nodeId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'clearReview', args: [nodeId] }, options)
}
