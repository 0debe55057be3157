import { checkObject } from '@aiigo/core'
import type { Address } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type IsBannedParameters = ReadOptions & {
  owner: Address
}

export type IsBannedReturnType = ViewResult<typeof nodeRegistryAbi, 'isBanned'>

/** Whether an address was banned: it registers no more, and its nodes take no task. */
export async function isBanned(
  client: ReadClient,
  deployment: Deployment,
  parameters: IsBannedParameters,
): Promise<IsBannedReturnType> {
  const { owner, ...options } = checkObject('parameters', parameters)
  return read(client, { ...nodeRegistry(deployment), functionName: 'isBanned', args: [owner] }, options)
}
