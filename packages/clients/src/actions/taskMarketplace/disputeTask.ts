import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type DisputeTaskParameters = WriteOptions & {
  taskId: Hex
  /** At most 256 bytes. */
  reason: string
  /** wei: in ETH exactly the bond. @default 0n, for another currency */
  value?: bigint
}

/** The transaction. */
export type DisputeTaskReturnType = Hash

/**
 * Disputes a result within the review window, with a bond of `getDisputeBond` in the task's currency, which is lost
 * when the provider wins. By the buyer; in another currency than ETH it has approved the escrow manager before.
 *
 * @throws ProtocolError: TaskMarketplace_WrongStatus, TaskMarketplace_ReviewWindowOver, TaskMarketplace_WrongPayment, …
 * @example
 * const value = await getDisputeBond(client, deployment, { taskId })
 * const hash = await disputeTask(client, deployment, { taskId, reason: 'not what was specified', value })
 */
export async function disputeTask(
  client: WriteClient,
  deployment: Deployment,
  parameters: DisputeTaskParameters,
): Promise<DisputeTaskReturnType> {
  const { taskId, reason, value = 0n, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...taskMarketplace(deployment), functionName: 'disputeTask', args: [taskId, reason], value },
    options,
  )
}
