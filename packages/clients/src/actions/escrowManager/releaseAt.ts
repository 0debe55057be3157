import { checkObject } from '@aiigo/core'
import type { Address, Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { escrowManager } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type ReleaseAtParameters = WriteOptions & {
  taskId: Hex
  provider: Address
  /** At most the deposit. */
  agreedAmount: bigint
}

/** The transaction. */
export type ReleaseAtReturnType = Hash

/**
 * Pays the provider the agreed amount, and the rest of the deposit back to the buyer. By RELEASER_ROLE, which is the
 * contract TaskMarketplace: for people there are `approveResult` and `finalizeTask`.
 */
export async function releaseAt(
  client: WriteClient,
  deployment: Deployment,
  parameters: ReleaseAtParameters,
): Promise<ReleaseAtReturnType> {
  const { taskId, provider, agreedAmount, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...escrowManager(deployment), functionName: 'releaseAt', args: [taskId, provider, agreedAmount] },
    options,
  )
}
