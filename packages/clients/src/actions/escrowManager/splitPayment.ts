import { checkObject } from '@aiigo/core'
import type { Address, Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { escrowManager } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SplitPaymentParameters = WriteOptions & {
  taskId: Hex
  provider: Address
  /** The provider's gross share of the deposit, 0 to 9,800. */
  providerShareBps: bigint
}

/** The transaction. */
export type SplitPaymentReturnType = Hash

/**
 * Shares an escrow without an arbitrator; a bond goes back. By RELEASER_ROLE, which is the contract TaskMarketplace:
 * for people there is `resolveDispute`.
 */
export async function splitPayment(
  client: WriteClient,
  deployment: Deployment,
  parameters: SplitPaymentParameters,
): Promise<SplitPaymentReturnType> {
  const { taskId, provider, providerShareBps, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...escrowManager(deployment), functionName: 'splitPayment', args: [taskId, provider, providerShareBps] },
    options,
  )
}
