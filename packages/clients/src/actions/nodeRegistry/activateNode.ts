import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type ActivateNodeParameters = WriteOptions & {
  nodeId: Hex
}

/** The transaction. */
export type ActivateNodeReturnType = Hash

/**
 * Lets a node that was stopped take work again. By its owner; the node has passed a challenge before, and the stake has to
 * be at least the minimum.
 */
export async function activateNode(
  client: WriteClient,
  deployment: Deployment,
  parameters: ActivateNodeParameters,
): Promise<ActivateNodeReturnType> {
  const { nodeId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'activateNode', args: [nodeId] }, options)
}
