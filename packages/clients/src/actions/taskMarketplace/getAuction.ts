import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type GetAuctionParameters = ReadOptions & {
  taskId: Hex
}

export type GetAuctionReturnType = ViewResult<typeof taskMarketplaceAbi, 'getAuction'>

/**
 * The round of bids that a task is in, or was in last: the best bid revealed so far and the last second of each window.
 * All zero before the first bid, the windows and the best bid also between two rounds.
 *
 * @throws ProtocolError: TaskMarketplace_UnknownTask
 */
export async function getAuction(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetAuctionParameters,
): Promise<GetAuctionReturnType> {
  const { taskId, ...options } = checkObject('parameters', parameters)
  return read(client, { ...taskMarketplace(deployment), functionName: 'getAuction', args: [taskId] }, options)
}
