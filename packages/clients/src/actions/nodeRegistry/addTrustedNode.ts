import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type AddTrustedNodeParameters = WriteOptions & {
  nodeId: Hex
}

/** The transaction. */
export type AddTrustedNodeReturnType = Hash

/**
 * Marks one of the platform's own nodes (tier 1). A tier is for matching; it gives no trust level. By the owner of the
 * registry.
 */
export async function addTrustedNode(
  client: WriteClient,
  deployment: Deployment,
  parameters: AddTrustedNodeParameters,
): Promise<AddTrustedNodeReturnType> {
  const { nodeId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'addTrustedNode', args: [nodeId] }, options)
}
