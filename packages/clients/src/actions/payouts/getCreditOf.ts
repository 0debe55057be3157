import { checkObject } from '@aiigo/core'
import type { Address } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { type PayoutContract, payouts } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type GetCreditOfParameters = ReadOptions & {
  contract: PayoutContract
  /** The zero address for ETH. */
  currency: Address
  account: Address
}

export type GetCreditOfReturnType = ViewResult<typeof nodeRegistryAbi, 'creditOf'>

/** What is kept for an account because it refused a payment. */
export async function getCreditOf(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetCreditOfParameters,
): Promise<GetCreditOfReturnType> {
  const { contract, currency, account, ...options } = checkObject('parameters', parameters)
  return read(
    client,
    { ...payouts(deployment, contract), functionName: 'creditOf', args: [currency, account] },
    options,
  )
}
