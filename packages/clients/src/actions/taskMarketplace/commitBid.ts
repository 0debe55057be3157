import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type CommitBidParameters = WriteOptions & {
  taskId: Hex
  nodeId: Hex
  /** 32 bytes: `computeCommitment`, better hashed by oneself. */
  commitment: Hex
}

/** The transaction. */
export type CommitBidReturnType = Hash

/**
 * Bids for a task with one's node without showing the price, and holds the node (no deactivation) until the round's
 * selection window is over. The first bid opens the round: AuctionRoundOpened has its windows.
 *
 * @throws ProtocolError: TaskMarketplace_WrongMode, TaskMarketplace_CommitWindowOver, TaskMarketplace_BidExists, …
 * @example
 * const hash = await commitBid(client, deployment, { taskId, nodeId, commitment })
 */
export async function commitBid(
  client: WriteClient,
  deployment: Deployment,
  parameters: CommitBidParameters,
): Promise<CommitBidReturnType> {
  const { taskId, nodeId, commitment, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...taskMarketplace(deployment), functionName: 'commitBid', args: [taskId, nodeId, commitment] },
    options,
  )
}
