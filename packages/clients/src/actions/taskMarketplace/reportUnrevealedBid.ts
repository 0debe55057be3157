import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type ReportUnrevealedBidParameters = WriteOptions & {
  taskId: Hex
  /** 1, 2, … */
  round: bigint
  nodeId: Hex
}

/** The transaction. */
export type ReportUnrevealedBidReturnType = Hash

/** Reports a bid that was not revealed in time, once; its node loses reputation. Anyone may. */
export async function reportUnrevealedBid(
  client: WriteClient,
  deployment: Deployment,
  parameters: ReportUnrevealedBidParameters,
): Promise<ReportUnrevealedBidReturnType> {
  const { taskId, round, nodeId, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...taskMarketplace(deployment), functionName: 'reportUnrevealedBid', args: [taskId, round, nodeId] },
    options,
  )
}
