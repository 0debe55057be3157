import { checkObject } from '@aiigo/core'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { type GovernedContract, governed } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type GetPausedUntilParameters = ReadOptions & {
  contract: GovernedContract
}

export type GetPausedUntilReturnType = ViewResult<typeof nodeRegistryAbi, 'pausedUntil'>

/** The second at which the latest pause ends or ended; zero before the first. */
export async function getPausedUntil(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetPausedUntilParameters,
): Promise<GetPausedUntilReturnType> {
  const { contract, ...options } = checkObject('parameters', parameters)
  return read(client, { ...governed(deployment, contract), functionName: 'pausedUntil', args: [] }, options)
}
