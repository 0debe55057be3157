import { checkObject, type DisputeOutcome } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type ResolveDisputeParameters = WriteOptions & {
  taskId: Hex
  /** Not NobodyRuled. */
  outcome: DisputeOutcome
  /** The provider's gross share of the agreed amount, 0 to 9,800; read in a split only. */
  providerShareBps: bigint
}

/** The transaction. */
export type ResolveDisputeReturnType = Hash

/**
 * Rules on a dispute within its window: who gets what is `splitDispute` of @aiigo/core. By the arbitrator of the
 * marketplace, who is no party to the task.
 *
 * @throws ProtocolError: TaskMarketplace_NotArbitrator, TaskMarketplace_ArbitratorIsParty, TaskMarketplace_DisputeWindowOver, …
 */
export async function resolveDispute(
  client: WriteClient,
  deployment: Deployment,
  parameters: ResolveDisputeParameters,
): Promise<ResolveDisputeReturnType> {
  const { taskId, outcome, providerShareBps, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...taskMarketplace(deployment), functionName: 'resolveDispute', args: [taskId, outcome, providerShareBps] },
    options,
  )
}
