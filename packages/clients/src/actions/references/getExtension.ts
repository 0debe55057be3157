import { checkObject } from '@aiigo/core'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { type ExtendedContract, extended } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type GetExtensionParameters = ReadOptions & {
  contract: ExtendedContract
}

export type GetExtensionReturnType = ViewResult<typeof nodeRegistryAbi, 'extension'>

/** The second half of a contract that is too large for one; it answers through the first. */
export async function getExtension(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetExtensionParameters,
): Promise<GetExtensionReturnType> {
  const { contract, ...options } = checkObject('parameters', parameters)
  return read(client, { ...extended(deployment, contract), functionName: 'extension', args: [] }, options)
}
