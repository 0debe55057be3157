import { checkObject, type ResourceType } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read } from '../../call/read.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type GetActiveNodesParameters = ReadOptions & {
  resourceType: ResourceType
  /** With `limit`: a page instead of the whole list. */
  offset?: bigint
  limit?: bigint
}

export type GetActiveNodesReturnType = readonly Hex[]

/**
 * The active nodes of a type, in the order of their registration. A page holds the active ones among the registered
 * nodes number `offset` to `offset + limit − 1`, so it may be shorter than `limit`; the last one is reached at
 * `getNodeCount`.
 */
export async function getActiveNodes(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetActiveNodesParameters,
): Promise<GetActiveNodesReturnType> {
  const { resourceType, offset, limit, ...options } = checkObject('parameters', parameters)
  return read(
    client,
    {
      ...nodeRegistry(deployment),
      functionName: 'getActiveNodes',
      args: limit === undefined ? [resourceType] : [resourceType, offset ?? 0n, limit],
    },
    options,
  )
}
