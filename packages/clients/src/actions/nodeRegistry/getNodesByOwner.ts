import { checkObject } from '@aiigo/core'
import type { Address, Hex } from 'viem'
import { type ReadClient, type ReadOptions, read } from '../../call/read.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type GetNodesByOwnerParameters = ReadOptions & {
  owner: Address
  /** With `limit`: a page instead of the whole list. */
  offset?: bigint
  limit?: bigint
}

export type GetNodesByOwnerReturnType = readonly Hex[]

/** All nodes of an owner, in the order of their registration (64 at most). */
export async function getNodesByOwner(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetNodesByOwnerParameters,
): Promise<GetNodesByOwnerReturnType> {
  const { owner, offset, limit, ...options } = checkObject('parameters', parameters)
  return read(
    client,
    {
      ...nodeRegistry(deployment),
      functionName: 'getNodesByOwner',
      args: limit === undefined ? [owner] : [owner, offset ?? 0n, limit],
    },
    options,
  )
}
