import { checkObject } from '@aiigo/core'
import type { Address } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { escrowManager } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { escrowManagerAbi } from '../../generated/abis.ts'

export type IsCurrencyAcceptedParameters = ReadOptions & {
  /** The zero address for ETH, which always is. */
  currency: Address
}

export type IsCurrencyAcceptedReturnType = ViewResult<typeof escrowManagerAbi, 'isCurrencyAccepted'>

/** Whether new tasks may be posted in this currency. */
export async function isCurrencyAccepted(
  client: ReadClient,
  deployment: Deployment,
  parameters: IsCurrencyAcceptedParameters,
): Promise<IsCurrencyAcceptedReturnType> {
  const { currency, ...options } = checkObject('parameters', parameters)
  return read(client, { ...escrowManager(deployment), functionName: 'isCurrencyAccepted', args: [currency] }, options)
}
