import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type GetTasksByProviderParameters = ReadOptions & {
  nodeId: Hex
  /** With `limit`: a page instead of the whole list. */
  offset?: bigint
  limit?: bigint
}

export type GetTasksByProviderReturnType = readonly Hex[]

/**
 * All tasks assigned to a node, running or ended, in the order of posting; not those it failed. A page is one of the
 * posted tasks of the type, as in `getOpenTasks`.
 */
export async function getTasksByProvider(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetTasksByProviderParameters,
): Promise<GetTasksByProviderReturnType> {
  const { nodeId, offset, limit, ...options } = checkObject('parameters', parameters)
  return read(
    client,
    {
      ...taskMarketplace(deployment),
      functionName: 'getTasksByProvider',
      args: limit === undefined ? [nodeId] : [nodeId, offset ?? 0n, limit],
    },
    options,
  )
}
