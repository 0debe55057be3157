import { checkObject } from '@aiigo/core'
import type { Address, Hex } from 'viem'
import { type ReadClient, type ReadOptions, read } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type GetTasksByBuyerParameters = ReadOptions & {
  buyer: Address
  /** With `limit`: a page instead of the whole list. */
  offset?: bigint
  limit?: bigint
}

export type GetTasksByBuyerReturnType = readonly Hex[]

/** All tasks of a buyer, in the order of posting. */
export async function getTasksByBuyer(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetTasksByBuyerParameters,
): Promise<GetTasksByBuyerReturnType> {
  const { buyer, offset, limit, ...options } = checkObject('parameters', parameters)
  return read(
    client,
    {
      ...taskMarketplace(deployment),
      functionName: 'getTasksByBuyer',
      args: limit === undefined ? [buyer] : [buyer, offset ?? 0n, limit],
    },
    options,
  )
}
