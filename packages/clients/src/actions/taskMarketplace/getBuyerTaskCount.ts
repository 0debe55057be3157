import { checkObject } from '@aiigo/core'
import type { Address } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type GetBuyerTaskCountParameters = ReadOptions & {
  buyer: Address
}

export type GetBuyerTaskCountReturnType = ViewResult<typeof taskMarketplaceAbi, 'buyerTaskCount'>

/** How many tasks a buyer has posted; the counter behind the next one's salt. */
export async function getBuyerTaskCount(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetBuyerTaskCountParameters,
): Promise<GetBuyerTaskCountReturnType> {
  const { buyer, ...options } = checkObject('parameters', parameters)
  return read(client, { ...taskMarketplace(deployment), functionName: 'buyerTaskCount', args: [buyer] }, options)
}
