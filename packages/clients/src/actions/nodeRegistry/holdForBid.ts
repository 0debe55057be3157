import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { TaskClaim } from '../../structs.ts'

export type HoldForBidParameters = WriteOptions & {
  taskId: Hex
  nodeId: Hex
  claim: TaskClaim
  /** Unix time: the last second at which the node may not be deactivated. */
  until: bigint
}

/** The transaction. */
export type HoldForBidReturnType = Hash

/**
 * Keeps a node that bids from being deactivated. By MARKETPLACE_ROLE, which is the contract TaskMarketplace: for people
 * there is `commitBid`.
 */
export async function holdForBid(
  client: WriteClient,
  deployment: Deployment,
  parameters: HoldForBidParameters,
): Promise<HoldForBidReturnType> {
  const { taskId, nodeId, claim, until, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...nodeRegistry(deployment), functionName: 'holdForBid', args: [taskId, nodeId, claim, until] },
    options,
  )
}
