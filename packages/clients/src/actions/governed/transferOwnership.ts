import { checkObject } from '@aiigo/core'
import type { Address, Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { type GovernedContract, governed } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type TransferOwnershipParameters = WriteOptions & {
  contract: GovernedContract
  newOwner: Address
}

/** The transaction. */
export type TransferOwnershipReturnType = Hash

/**
 * Begins handing a contract over; the new owner completes it with `acceptDefaultAdminTransfer`. By the owner of the
 * contract.
 */
export async function transferOwnership(
  client: WriteClient,
  deployment: Deployment,
  parameters: TransferOwnershipParameters,
): Promise<TransferOwnershipReturnType> {
  const { contract, newOwner, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...governed(deployment, contract), functionName: 'transferOwnership', args: [newOwner] },
    options,
  )
}
