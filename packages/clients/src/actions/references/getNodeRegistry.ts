import { checkObject } from '@aiigo/core'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { type RegistryUser, registryUser } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type GetNodeRegistryParameters = ReadOptions & {
  contract: RegistryUser
}

export type GetNodeRegistryReturnType = ViewResult<typeof taskMarketplaceAbi, 'nodeRegistry'>

/** The registry that a contract uses. */
export async function getNodeRegistry(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetNodeRegistryParameters,
): Promise<GetNodeRegistryReturnType> {
  const { contract, ...options } = checkObject('parameters', parameters)
  return read(client, { ...registryUser(deployment, contract), functionName: 'nodeRegistry', args: [] }, options)
}
