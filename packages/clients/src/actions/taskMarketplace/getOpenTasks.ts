import { checkObject, type ResourceType } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type GetOpenTasksParameters = ReadOptions & {
  resourceType: ResourceType
  /** With `limit`: a page instead of the whole list. */
  offset?: bigint
  limit?: bigint
}

export type GetOpenTasksReturnType = readonly Hex[]

/**
 * The open tasks of a type, in the order of posting. A page holds the open ones among the posted tasks number `offset`
 * to `offset + limit − 1`, so it may be shorter than `limit`; the last one is reached at `getTaskCount`.
 */
export async function getOpenTasks(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetOpenTasksParameters,
): Promise<GetOpenTasksReturnType> {
  const { resourceType, offset, limit, ...options } = checkObject('parameters', parameters)
  return read(
    client,
    {
      ...taskMarketplace(deployment),
      functionName: 'getOpenTasks',
      args: limit === undefined ? [resourceType] : [resourceType, offset ?? 0n, limit],
    },
    options,
  )
}
