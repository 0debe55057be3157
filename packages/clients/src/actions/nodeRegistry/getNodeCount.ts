import { checkObject, type ResourceType } from '@aiigo/core'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type GetNodeCountParameters = ReadOptions & {
  resourceType: ResourceType
}

export type GetNodeCountReturnType = ViewResult<typeof nodeRegistryAbi, 'nodeCount'>

/** How many nodes of a type were ever registered. */
export async function getNodeCount(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetNodeCountParameters,
): Promise<GetNodeCountReturnType> {
  const { resourceType, ...options } = checkObject('parameters', parameters)
  return read(client, { ...nodeRegistry(deployment), functionName: 'nodeCount', args: [resourceType] }, options)
}
