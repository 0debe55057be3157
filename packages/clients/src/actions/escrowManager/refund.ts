import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { escrowManager } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type RefundParameters = WriteOptions & {
  taskId: Hex
}

/** The transaction. */
export type RefundReturnType = Hash

/**
 * Pays the whole escrow back to its buyer. By RELEASER_ROLE, which is the contract TaskMarketplace: for people there
 * are `cancelTask` and `expireTask`.
 */
export async function refund(
  client: WriteClient,
  deployment: Deployment,
  parameters: RefundParameters,
): Promise<RefundReturnType> {
  const { taskId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...escrowManager(deployment), functionName: 'refund', args: [taskId] }, options)
}
