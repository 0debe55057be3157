import { checkObject } from '@aiigo/core'
import type { Address } from 'viem'
import { type ReadClient, type ReadOptions, read } from '../../call/read.ts'
import { priceOracle } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type GetUsdValueParameters = ReadOptions & {
  /** The zero address for ETH. */
  currency: Address
  /** In the smallest unit of the currency. */
  amount: bigint
}

export type GetUsdValueReturnType = { value: bigint; fresh: boolean }

/**
 * The value of an amount in US dollars with 18 decimals, rounded down. Without a price to rely on `fresh` is false and
 * the value zero.
 */
export async function getUsdValue(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetUsdValueParameters,
): Promise<GetUsdValueReturnType> {
  const { currency, amount, ...options } = checkObject('parameters', parameters)
  const result = await read(
    client,
    { ...priceOracle(deployment), functionName: 'usdValue', args: [currency, amount] },
    options,
  )
  return { value: result[0], fresh: result[1] }
}
