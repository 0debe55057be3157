import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type RevealBidParameters = WriteOptions & {
  taskId: Hex
  nodeId: Hex
  /** 1 to the task's maximum, in the smallest unit of its currency. */
  pricePerHour: bigint
  /** 32 bytes, that of the commitment */
  salt: Hex
}

/** The transaction. */
export type RevealBidReturnType = Hash

/**
 * Shows the price that was committed, in the reveal window of the round. A bid that is not revealed costs its node
 * reputation. By the account that committed it.
 *
 * @throws ProtocolError: TaskMarketplace_NotRevealWindow, TaskMarketplace_CommitmentMismatch, …
 */
export async function revealBid(
  client: WriteClient,
  deployment: Deployment,
  parameters: RevealBidParameters,
): Promise<RevealBidReturnType> {
  const { taskId, nodeId, pricePerHour, salt, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...taskMarketplace(deployment), functionName: 'revealBid', args: [taskId, nodeId, pricePerHour, salt] },
    options,
  )
}
