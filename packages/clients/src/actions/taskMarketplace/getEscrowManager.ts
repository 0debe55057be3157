import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type GetEscrowManagerParameters = ReadOptions

export type GetEscrowManagerReturnType = ViewResult<typeof taskMarketplaceAbi, 'escrowManager'>

/** The escrow that the marketplace uses. */
export function getEscrowManager(
  client: ReadClient,
  deployment: Deployment,
  options: GetEscrowManagerParameters = {},
): Promise<GetEscrowManagerReturnType> {
  return read(client, { ...taskMarketplace(deployment), functionName: 'escrowManager', args: [] }, options)
}
