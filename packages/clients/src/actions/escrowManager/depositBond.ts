import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { escrowManager } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type DepositBondParameters = WriteOptions & {
  taskId: Hex
  /** In the smallest unit of the escrow's currency. */
  amount: bigint
  /** wei: the amount, when the escrow is in ETH. @default 0n */
  value?: bigint
}

/** The transaction. */
export type DepositBondReturnType = Hash

/**
 * Takes the bond of a disputing buyer into custody. By RELEASER_ROLE, which is the contract TaskMarketplace: for people
 * there is `disputeTask`.
 */
export async function depositBond(
  client: WriteClient,
  deployment: Deployment,
  parameters: DepositBondParameters,
): Promise<DepositBondReturnType> {
  const { taskId, amount, value = 0n, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...escrowManager(deployment), functionName: 'depositBond', args: [taskId, amount], value },
    options,
  )
}
