import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type ExpireTaskParameters = WriteOptions & {
  taskId: Hex
}

/** The transaction. */
export type ExpireTaskReturnType = Hash

/** Refunds a task that no node took in its open window. By anyone. */
export async function expireTask(
  client: WriteClient,
  deployment: Deployment,
  parameters: ExpireTaskParameters,
): Promise<ExpireTaskReturnType> {
  const { taskId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...taskMarketplace(deployment), functionName: 'expireTask', args: [taskId] }, options)
}
