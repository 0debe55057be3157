import { checkObject } from '@aiigo/core'
import type { Address, Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { escrowManager } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type DepositTokenParameters = WriteOptions & {
  taskId: Hex
  buyer: Address
  /** One of the escrow's list. */
  currency: Address
  /** In the smallest unit of the currency. */
  amount: bigint
}

/** The transaction. */
export type DepositTokenReturnType = Hash

/**
 * Takes a task's money in another currency than ETH into custody, by the buyer's allowance. By RELEASER_ROLE, which is
 * the contract TaskMarketplace: for people there is `postTask`.
 */
export async function depositToken(
  client: WriteClient,
  deployment: Deployment,
  parameters: DepositTokenParameters,
): Promise<DepositTokenReturnType> {
  const { taskId, buyer, currency, amount, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...escrowManager(deployment), functionName: 'depositToken', args: [taskId, buyer, currency, amount] },
    options,
  )
}
