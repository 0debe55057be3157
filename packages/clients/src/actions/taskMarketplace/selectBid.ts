import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SelectBidParameters = WriteOptions & {
  taskId: Hex
  nodeId: Hex
}

/** The transaction. */
export type SelectBidReturnType = Hash

/**
 * Assigns a task to a bid of the buyer's choice, at its price, in the selection window of the round. By the buyer.
 */
export async function selectBid(
  client: WriteClient,
  deployment: Deployment,
  parameters: SelectBidParameters,
): Promise<SelectBidReturnType> {
  const { taskId, nodeId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...taskMarketplace(deployment), functionName: 'selectBid', args: [taskId, nodeId] }, options)
}
