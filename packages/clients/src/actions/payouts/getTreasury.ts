import { checkObject } from '@aiigo/core'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { type PayoutContract, payouts } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type GetTreasuryParameters = ReadOptions & {
  contract: PayoutContract
}

export type GetTreasuryReturnType = ViewResult<typeof nodeRegistryAbi, 'treasury'>

/** Where fees and slashes go. */
export async function getTreasury(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetTreasuryParameters,
): Promise<GetTreasuryReturnType> {
  const { contract, ...options } = checkObject('parameters', parameters)
  return read(client, { ...payouts(deployment, contract), functionName: 'treasury', args: [] }, options)
}
