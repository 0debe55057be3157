import { checkObject } from '@aiigo/core'
import type { Address, Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { escrowManager } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type DepositParameters = WriteOptions & {
  taskId: Hex
  buyer: Address
  /** wei */
  value: bigint
}

/** The transaction. */
export type DepositReturnType = Hash

/**
 * Takes a task's money into custody. By RELEASER_ROLE, which is the contract TaskMarketplace: for people there is
 * `createTask`.
 */
export async function deposit(
  client: WriteClient,
  deployment: Deployment,
  parameters: DepositParameters,
): Promise<DepositReturnType> {
  const { taskId, buyer, value, ...options } = checkObject('parameters', parameters)
  return write(client, { ...escrowManager(deployment), functionName: 'deposit', args: [taskId, buyer], value }, options)
}
