import { checkObject, type ResourceType } from '@aiigo/core'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type GetTaskCountParameters = ReadOptions & {
  resourceType: ResourceType
}

export type GetTaskCountReturnType = ViewResult<typeof taskMarketplaceAbi, 'taskCount'>

/** How many tasks of a type were ever posted. */
export async function getTaskCount(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetTaskCountParameters,
): Promise<GetTaskCountReturnType> {
  const { resourceType, ...options } = checkObject('parameters', parameters)
  return read(client, { ...taskMarketplace(deployment), functionName: 'taskCount', args: [resourceType] }, options)
}
