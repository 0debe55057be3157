import { checkObject } from '@aiigo/core'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { type GovernedContract, governed } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type IsPausedParameters = ReadOptions & {
  contract: GovernedContract
}

export type IsPausedReturnType = ViewResult<typeof nodeRegistryAbi, 'paused'>

/** Whether a contract is paused now. */
export async function isPaused(
  client: ReadClient,
  deployment: Deployment,
  parameters: IsPausedParameters,
): Promise<IsPausedReturnType> {
  const { contract, ...options } = checkObject('parameters', parameters)
  return read(client, { ...governed(deployment, contract), functionName: 'paused', args: [] }, options)
}
