import { checkObject } from '@aiigo/core'
import type { Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { escrowManager } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type UpdatePlatformFeeParameters = WriteOptions & {
  /** 0 to 1,000 */
  feeBps: bigint
}

/** The transaction. */
export type UpdatePlatformFeeReturnType = Hash

/** Changes the fee rate of escrows to come. By the owner of the escrow. */
export async function updatePlatformFee(
  client: WriteClient,
  deployment: Deployment,
  parameters: UpdatePlatformFeeParameters,
): Promise<UpdatePlatformFeeReturnType> {
  const { feeBps, ...options } = checkObject('parameters', parameters)
  return write(client, { ...escrowManager(deployment), functionName: 'updatePlatformFee', args: [feeBps] }, options)
}
