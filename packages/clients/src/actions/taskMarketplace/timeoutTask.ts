import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type TimeoutTaskParameters = WriteOptions & {
  taskId: Hex
}

/** The transaction. */
export type TimeoutTaskReturnType = Hash

/**
 * Ends the attempt of a node that did not deliver in duration and grace. By anyone. The task waits for another node,
 * or is refunded when its attempts are used up.
 */
export async function timeoutTask(
  client: WriteClient,
  deployment: Deployment,
  parameters: TimeoutTaskParameters,
): Promise<TimeoutTaskReturnType> {
  const { taskId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...taskMarketplace(deployment), functionName: 'timeoutTask', args: [taskId] }, options)
}
