import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type StartTaskParameters = WriteOptions & {
  taskId: Hex
}

/** The transaction. */
export type StartTaskReturnType = Hash

/** Begins a task that a bid won; its duration counts from here. By the owner of the assigned node. */
export async function startTask(
  client: WriteClient,
  deployment: Deployment,
  parameters: StartTaskParameters,
): Promise<StartTaskReturnType> {
  const { taskId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...taskMarketplace(deployment), functionName: 'startTask', args: [taskId] }, options)
}
