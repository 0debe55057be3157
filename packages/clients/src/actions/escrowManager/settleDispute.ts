import { checkObject, type DisputeOutcome } from '@aiigo/core'
import type { Address, Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { escrowManager } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SettleDisputeParameters = WriteOptions & {
  taskId: Hex
  outcome: DisputeOutcome
  provider: Address
  /** At most the deposit. */
  agreedAmount: bigint
  /** The provider's gross share, 0 to 9,800; read in a split only. */
  providerShareBps: bigint
  /** The zero address when nobody ruled. */
  arbitrator: Address
}

/** The transaction. */
export type SettleDisputeReturnType = Hash

/**
 * Pays an escrow and its bond out at the end of a dispute. By RELEASER_ROLE, which is the contract TaskMarketplace: for
 * people there are `resolveDispute` and `resolveStaleDispute`.
 */
export async function settleDispute(
  client: WriteClient,
  deployment: Deployment,
  parameters: SettleDisputeParameters,
): Promise<SettleDisputeReturnType> {
  const { taskId, outcome, provider, agreedAmount, providerShareBps, arbitrator, ...options } = checkObject(
    'parameters',
    parameters,
  )
  return write(
    client,
    {
      ...escrowManager(deployment),
      functionName: 'settleDispute',
      args: [taskId, outcome, provider, agreedAmount, providerShareBps, arbitrator],
    },
    options,
  )
}
