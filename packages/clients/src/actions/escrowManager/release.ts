import { checkObject } from '@aiigo/core'
import type { Address, Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { escrowManager } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type ReleaseParameters = WriteOptions & {
  taskId: Hex
  provider: Address
}

/** The transaction. */
export type ReleaseReturnType = Hash

/**
 * Pays the provider. By RELEASER_ROLE, which is the contract TaskMarketplace: for people there are `approveResult` and
 * `finalizeTask`.
 */
export async function release(
  client: WriteClient,
  deployment: Deployment,
  parameters: ReleaseParameters,
): Promise<ReleaseReturnType> {
  const { taskId, provider, ...options } = checkObject('parameters', parameters)
  return write(client, { ...escrowManager(deployment), functionName: 'release', args: [taskId, provider] }, options)
}
