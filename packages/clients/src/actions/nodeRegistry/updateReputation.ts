import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type UpdateReputationParameters = WriteOptions & {
  nodeId: Hex
  /** bps; the reputation stays within 0 to 10,000 */
  delta: bigint
}

/** The transaction. */
export type UpdateReputationReturnType = Hash

/** Changes a node's reputation. By MARKETPLACE_ROLE, which is the contract TaskMarketplace. */
export async function updateReputation(
  client: WriteClient,
  deployment: Deployment,
  parameters: UpdateReputationParameters,
): Promise<UpdateReputationReturnType> {
  const { nodeId, delta, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...nodeRegistry(deployment), functionName: 'updateReputation', args: [nodeId, delta] },
    options,
  )
}
