import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type FinalizeTaskParameters = WriteOptions & {
  taskId: Hex
}

/** The transaction. */
export type FinalizeTaskReturnType = Hash

/** Pays the provider of a task whose buyer stayed silent in the review window. By anyone. */
export async function finalizeTask(
  client: WriteClient,
  deployment: Deployment,
  parameters: FinalizeTaskParameters,
): Promise<FinalizeTaskReturnType> {
  const { taskId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...taskMarketplace(deployment), functionName: 'finalizeTask', args: [taskId] }, options)
}
