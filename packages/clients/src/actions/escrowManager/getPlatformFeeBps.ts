import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { escrowManager } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { escrowManagerAbi } from '../../generated/abis.ts'

export type GetPlatformFeeBpsParameters = ReadOptions

export type GetPlatformFeeBpsReturnType = ViewResult<typeof escrowManagerAbi, 'platformFeeBps'>

/** The fee rate of escrows to come, in bps. */
export function getPlatformFeeBps(
  client: ReadClient,
  deployment: Deployment,
  options: GetPlatformFeeBpsParameters = {},
): Promise<GetPlatformFeeBpsReturnType> {
  return read(client, { ...escrowManager(deployment), functionName: 'platformFeeBps', args: [] }, options)
}
