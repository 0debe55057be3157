import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type GetArbitratorParameters = ReadOptions

export type GetArbitratorReturnType = ViewResult<typeof taskMarketplaceAbi, 'arbitrator'>

/** Who rules on disputes; the zero address when nobody was named. */
export function getArbitrator(
  client: ReadClient,
  deployment: Deployment,
  options: GetArbitratorParameters = {},
): Promise<GetArbitratorReturnType> {
  return read(client, { ...taskMarketplace(deployment), functionName: 'arbitrator', args: [] }, options)
}
