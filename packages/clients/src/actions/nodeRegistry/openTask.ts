import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { TaskClaim } from '../../structs.ts'

export type OpenTaskParameters = WriteOptions & {
  taskId: Hex
  nodeId: Hex
  claim: TaskClaim
}

/** The transaction. */
export type OpenTaskReturnType = Hash

/**
 * Lets a node take a task. By MARKETPLACE_ROLE, which is the contract TaskMarketplace: for people there is
 * `acceptTask`.
 */
export async function openTask(
  client: WriteClient,
  deployment: Deployment,
  parameters: OpenTaskParameters,
): Promise<OpenTaskReturnType> {
  const { taskId, nodeId, claim, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...nodeRegistry(deployment), functionName: 'openTask', args: [taskId, nodeId, claim] },
    options,
  )
}
