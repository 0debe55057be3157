import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type MatchTaskParameters = ReadOptions & {
  taskId: Hex
  /** With `limit`: a page instead of the whole list. */
  offset?: bigint
  limit?: bigint
}

export type MatchTaskReturnType = readonly Hex[]

/** The nodes that could take a task now. A page is one of the registered nodes of the type, as in `getActiveNodes`. */
export async function matchTask(
  client: ReadClient,
  deployment: Deployment,
  parameters: MatchTaskParameters,
): Promise<MatchTaskReturnType> {
  const { taskId, offset, limit, ...options } = checkObject('parameters', parameters)
  return read(
    client,
    {
      ...taskMarketplace(deployment),
      functionName: 'matchTask',
      args: limit === undefined ? [taskId] : [taskId, offset ?? 0n, limit],
    },
    options,
  )
}
