import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type GetPriceOracleParameters = ReadOptions

export type GetPriceOracleReturnType = ViewResult<typeof taskMarketplaceAbi, 'priceOracle'>

/** The source of prices that the marketplace asks. */
export function getPriceOracle(
  client: ReadClient,
  deployment: Deployment,
  options: GetPriceOracleParameters = {},
): Promise<GetPriceOracleReturnType> {
  return read(client, { ...taskMarketplace(deployment), functionName: 'priceOracle', args: [] }, options)
}
