import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type GetTaskParameters = ReadOptions & {
  taskId: Hex
}

export type GetTaskReturnType = ViewResult<typeof taskMarketplaceAbi, 'getTask'>

/**
 * A task as the seed design's struct; `specificationURI` is always empty (it is in the event TaskSpecified). For
 * everything see `getTaskDetails`.
 *
 * @throws ProtocolError: TaskMarketplace_UnknownTask
 */
export async function getTask(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetTaskParameters,
): Promise<GetTaskReturnType> {
  const { taskId, ...options } = checkObject('parameters', parameters)
  return read(client, { ...taskMarketplace(deployment), functionName: 'getTask', args: [taskId] }, options)
}
