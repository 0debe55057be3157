import { checkObject } from '@aiigo/core'
import type { Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { type GovernedContract, governed } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type AcceptDefaultAdminTransferParameters = WriteOptions & {
  contract: GovernedContract
}

/** The transaction. */
export type AcceptDefaultAdminTransferReturnType = Hash

/** Takes over the ownership that was offered, after its delay. By the new owner. */
export async function acceptDefaultAdminTransfer(
  client: WriteClient,
  deployment: Deployment,
  parameters: AcceptDefaultAdminTransferParameters,
): Promise<AcceptDefaultAdminTransferReturnType> {
  const { contract, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...governed(deployment, contract), functionName: 'acceptDefaultAdminTransfer', args: [] },
    options,
  )
}
