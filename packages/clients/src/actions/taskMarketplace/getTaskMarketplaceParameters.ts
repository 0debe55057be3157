import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type GetTaskMarketplaceParametersParameters = ReadOptions

export type GetTaskMarketplaceParametersReturnType = ViewResult<typeof taskMarketplaceAbi, 'parameters'>

/** The marketplace's parameters. */
export function getTaskMarketplaceParameters(
  client: ReadClient,
  deployment: Deployment,
  options: GetTaskMarketplaceParametersParameters = {},
): Promise<GetTaskMarketplaceParametersReturnType> {
  return read(client, { ...taskMarketplace(deployment), functionName: 'parameters', args: [] }, options)
}
