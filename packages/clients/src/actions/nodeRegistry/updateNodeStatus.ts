import { checkObject, type NodeStatus } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type UpdateNodeStatusParameters = WriteOptions & {
  nodeId: Hex
  status: NodeStatus
}

/** The transaction. */
export type UpdateNodeStatusReturnType = Hash

/**
 * Moves a node: from Pending to Verified or Rejected, from Verified to Active or Rejected, from Active to Inactive or
 * Slashed, from Inactive to Active or Slashed. By the owner of the registry.
 */
export async function updateNodeStatus(
  client: WriteClient,
  deployment: Deployment,
  parameters: UpdateNodeStatusParameters,
): Promise<UpdateNodeStatusReturnType> {
  const { nodeId, status, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...nodeRegistry(deployment), functionName: 'updateNodeStatus', args: [nodeId, status] },
    options,
  )
}
