import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type GetTaskDetailsParameters = ReadOptions & {
  taskId: Hex
}

export type GetTaskDetailsReturnType = ViewResult<typeof taskMarketplaceAbi, 'getTaskDetails'>

/**
 * Everything about a task: power in 1e-18 TFLOPS, money in wei, times in seconds; a time that does not apply is zero.
 *
 * @throws ProtocolError: TaskMarketplace_UnknownTask
 */
export async function getTaskDetails(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetTaskDetailsParameters,
): Promise<GetTaskDetailsReturnType> {
  const { taskId, ...options } = checkObject('parameters', parameters)
  return read(client, { ...taskMarketplace(deployment), functionName: 'getTaskDetails', args: [taskId] }, options)
}
