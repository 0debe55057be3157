import { checkObject } from '@aiigo/core'
import type { Address, Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SetPriceOracleParameters = WriteOptions & {
  priceOracle: Address
}

/** The transaction. */
export type SetPriceOracleReturnType = Hash

/** Changes the source of prices; only tasks to come ask it. By the owner of the marketplace. */
export async function setPriceOracle(
  client: WriteClient,
  deployment: Deployment,
  parameters: SetPriceOracleParameters,
): Promise<SetPriceOracleReturnType> {
  const { priceOracle, ...options } = checkObject('parameters', parameters)
  return write(client, { ...taskMarketplace(deployment), functionName: 'setPriceOracle', args: [priceOracle] }, options)
}
