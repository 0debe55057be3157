import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { priceOracle } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { fixedPriceOracleAbi } from '../../generated/abis.ts'

export type GetUsdcParameters = ReadOptions

export type GetUsdcReturnType = ViewResult<typeof fixedPriceOracleAbi, 'usdc'>

/** The currency that the price oracle takes for dollars; the zero address where there is none. */
export function getUsdc(
  client: ReadClient,
  deployment: Deployment,
  options: GetUsdcParameters = {},
): Promise<GetUsdcReturnType> {
  return read(client, { ...priceOracle(deployment), functionName: 'usdc', args: [] }, options)
}
