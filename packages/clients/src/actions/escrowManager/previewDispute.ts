import { checkObject, type DisputeOutcome } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read } from '../../call/read.ts'
import { escrowManager } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type PreviewDisputeParameters = ReadOptions & {
  taskId: Hex
  outcome: DisputeOutcome
  agreedAmount: bigint
  /** Read in a split only. */
  providerShareBps: bigint
}

export type PreviewDisputeReturnType = {
  providerPayout: bigint
  buyerPayout: bigint
  platformFee: bigint
  arbitrationFee: bigint
}

/**
 * What the end of a dispute would pay, in the unit of the escrow; zeros unless the escrow is disputed, and it could.
 */
export async function previewDispute(
  client: ReadClient,
  deployment: Deployment,
  parameters: PreviewDisputeParameters,
): Promise<PreviewDisputeReturnType> {
  const { taskId, outcome, agreedAmount, providerShareBps, ...options } = checkObject('parameters', parameters)
  const result = await read(
    client,
    {
      ...escrowManager(deployment),
      functionName: 'previewDispute',
      args: [taskId, outcome, agreedAmount, providerShareBps],
    },
    options,
  )
  return { providerPayout: result[0], buyerPayout: result[1], platformFee: result[2], arbitrationFee: result[3] }
}
