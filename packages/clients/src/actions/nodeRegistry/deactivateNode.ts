import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type DeactivateNodeParameters = WriteOptions & {
  nodeId: Hex
}

/** The transaction. */
export type DeactivateNodeReturnType = Hash

/**
 * Stops a node from taking work, or one that never began, and begins the cooldown of its stake. By its owner, while no
 * task and no challenge of it is open.
 */
export async function deactivateNode(
  client: WriteClient,
  deployment: Deployment,
  parameters: DeactivateNodeParameters,
): Promise<DeactivateNodeReturnType> {
  const { nodeId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'deactivateNode', args: [nodeId] }, options)
}
