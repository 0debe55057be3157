import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { priceOracle } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { fixedPriceOracleAbi } from '../../generated/abis.ts'

export type GetEthUsdParameters = ReadOptions

export type GetEthUsdReturnType = ViewResult<typeof fixedPriceOracleAbi, 'ethUsd'>

/** The price of the FixedPriceOracle: dollars for one ETH with 18 decimals; zero means that there is none. */
export function getEthUsd(
  client: ReadClient,
  deployment: Deployment,
  options: GetEthUsdParameters = {},
): Promise<GetEthUsdReturnType> {
  return read(client, { ...priceOracle(deployment), functionName: 'ethUsd', args: [] }, options)
}
