import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type CancelTaskParameters = WriteOptions & {
  taskId: Hex
}

/** The transaction. */
export type CancelTaskReturnType = Hash

/** Takes an open task back, for a full refund. By its buyer. */
export async function cancelTask(
  client: WriteClient,
  deployment: Deployment,
  parameters: CancelTaskParameters,
): Promise<CancelTaskReturnType> {
  const { taskId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...taskMarketplace(deployment), functionName: 'cancelTask', args: [taskId] }, options)
}
