import { checkObject } from '@aiigo/core'
import type { Address, Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { type PayoutContract, payouts } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SetTreasuryParameters = WriteOptions & {
  contract: PayoutContract
  newTreasury: Address
}

/** The transaction. */
export type SetTreasuryReturnType = Hash

/** Names another treasury; what accrued before goes to it too. By the owner of the contract. */
export async function setTreasury(
  client: WriteClient,
  deployment: Deployment,
  parameters: SetTreasuryParameters,
): Promise<SetTreasuryReturnType> {
  const { contract, newTreasury, ...options } = checkObject('parameters', parameters)
  return write(client, { ...payouts(deployment, contract), functionName: 'setTreasury', args: [newTreasury] }, options)
}
