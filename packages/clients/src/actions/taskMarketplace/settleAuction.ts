import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SettleAuctionParameters = WriteOptions & {
  taskId: Hex
}

/** The transaction. */
export type SettleAuctionReturnType = Hash

/**
 * Assigns a task to its best bid when the buyer did not choose in time; when that node is no longer eligible, the round
 * is closed and the next may begin. Anyone may.
 */
export async function settleAuction(
  client: WriteClient,
  deployment: Deployment,
  parameters: SettleAuctionParameters,
): Promise<SettleAuctionReturnType> {
  const { taskId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...taskMarketplace(deployment), functionName: 'settleAuction', args: [taskId] }, options)
}
