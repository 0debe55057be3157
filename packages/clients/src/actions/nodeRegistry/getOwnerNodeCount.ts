import { checkObject } from '@aiigo/core'
import type { Address } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type GetOwnerNodeCountParameters = ReadOptions & {
  owner: Address
}

export type GetOwnerNodeCountReturnType = ViewResult<typeof nodeRegistryAbi, 'ownerNodeCount'>

/** How many nodes an owner has registered; the next one's nonce. */
export async function getOwnerNodeCount(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetOwnerNodeCountParameters,
): Promise<GetOwnerNodeCountReturnType> {
  const { owner, ...options } = checkObject('parameters', parameters)
  return read(client, { ...nodeRegistry(deployment), functionName: 'ownerNodeCount', args: [owner] }, options)
}
