import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type IsExcludedParameters = ReadOptions & {
  taskId: Hex
  nodeId: Hex
}

export type IsExcludedReturnType = ViewResult<typeof taskMarketplaceAbi, 'isExcluded'>

/** Whether a node has failed this task before. */
export async function isExcluded(
  client: ReadClient,
  deployment: Deployment,
  parameters: IsExcludedParameters,
): Promise<IsExcludedReturnType> {
  const { taskId, nodeId, ...options } = checkObject('parameters', parameters)
  return read(client, { ...taskMarketplace(deployment), functionName: 'isExcluded', args: [taskId, nodeId] }, options)
}
