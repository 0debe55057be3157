import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type ResolveStaleDisputeParameters = WriteOptions & {
  taskId: Hex
}

/** The transaction. */
export type ResolveStaleDisputeReturnType = Hash

/** Ends a dispute that nobody ruled on in time: half to each side, the bond back to the buyer. Anyone may. */
export async function resolveStaleDispute(
  client: WriteClient,
  deployment: Deployment,
  parameters: ResolveStaleDisputeParameters,
): Promise<ResolveStaleDisputeReturnType> {
  const { taskId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...taskMarketplace(deployment), functionName: 'resolveStaleDispute', args: [taskId] }, options)
}
