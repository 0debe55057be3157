import { checkObject } from '@aiigo/core'
import type { Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { type GovernedContract, governed } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type CancelDefaultAdminTransferParameters = WriteOptions & {
  contract: GovernedContract
}

/** The transaction. */
export type CancelDefaultAdminTransferReturnType = Hash

/** Takes back an offer of the ownership. By the owner of the contract. */
export async function cancelDefaultAdminTransfer(
  client: WriteClient,
  deployment: Deployment,
  parameters: CancelDefaultAdminTransferParameters,
): Promise<CancelDefaultAdminTransferReturnType> {
  const { contract, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...governed(deployment, contract), functionName: 'cancelDefaultAdminTransfer', args: [] },
    options,
  )
}
