import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type GetPowVerifierParameters = ReadOptions

export type GetPowVerifierReturnType = ViewResult<typeof taskMarketplaceAbi, 'powVerifier'>

/** The verifier that the marketplace names. */
export function getPowVerifier(
  client: ReadClient,
  deployment: Deployment,
  options: GetPowVerifierParameters = {},
): Promise<GetPowVerifierReturnType> {
  return read(client, { ...taskMarketplace(deployment), functionName: 'powVerifier', args: [] }, options)
}
