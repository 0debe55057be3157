import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type GetBidParameters = ReadOptions & {
  taskId: Hex
  /** 1, 2, … */
  round: bigint
  nodeId: Hex
}

export type GetBidReturnType = ViewResult<typeof taskMarketplaceAbi, 'getBid'>

/**
 * A node's bid in a round; the status is 0 (BidStatus.None) when there is none, the price zero until it is revealed.
 */
export async function getBid(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetBidParameters,
): Promise<GetBidReturnType> {
  const { taskId, round, nodeId, ...options } = checkObject('parameters', parameters)
  return read(
    client,
    { ...taskMarketplace(deployment), functionName: 'getBid', args: [taskId, round, nodeId] },
    options,
  )
}
