import { checkObject } from '@aiigo/core'
import type { Address } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { type PayoutContract, payouts } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type GetAccruedFeesParameters = ReadOptions & {
  contract: PayoutContract
  /** The zero address for ETH. */
  currency: Address
}

export type GetAccruedFeesReturnType = ViewResult<typeof nodeRegistryAbi, 'accruedFees'>

/** What belongs to the treasury and has not been swept yet. */
export async function getAccruedFees(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetAccruedFeesParameters,
): Promise<GetAccruedFeesReturnType> {
  const { contract, currency, ...options } = checkObject('parameters', parameters)
  return read(client, { ...payouts(deployment, contract), functionName: 'accruedFees', args: [currency] }, options)
}
