import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type AbandonTaskParameters = WriteOptions & {
  taskId: Hex
}

/** The transaction. */
export type AbandonTaskReturnType = Hash

/** Gives a task up, with the consequences of a timeout at once. By the owner of the assigned node. */
export async function abandonTask(
  client: WriteClient,
  deployment: Deployment,
  parameters: AbandonTaskParameters,
): Promise<AbandonTaskReturnType> {
  const { taskId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...taskMarketplace(deployment), functionName: 'abandonTask', args: [taskId] }, options)
}
