import { checkObject } from '@aiigo/core'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { type GovernedContract, governed } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type GetOwnerParameters = ReadOptions & {
  contract: GovernedContract
}

export type GetOwnerReturnType = ViewResult<typeof nodeRegistryAbi, 'owner'>

/** The owner of a contract, who is its only default admin too. */
export async function getOwner(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetOwnerParameters,
): Promise<GetOwnerReturnType> {
  const { contract, ...options } = checkObject('parameters', parameters)
  return read(client, { ...governed(deployment, contract), functionName: 'owner', args: [] }, options)
}
