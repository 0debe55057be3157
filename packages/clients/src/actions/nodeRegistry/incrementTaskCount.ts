import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type IncrementTaskCountParameters = WriteOptions & {
  nodeId: Hex
}

/** The transaction. */
export type IncrementTaskCountReturnType = Hash

/** Counts one more completed task. By MARKETPLACE_ROLE, which is the contract TaskMarketplace. */
export async function incrementTaskCount(
  client: WriteClient,
  deployment: Deployment,
  parameters: IncrementTaskCountParameters,
): Promise<IncrementTaskCountReturnType> {
  const { nodeId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'incrementTaskCount', args: [nodeId] }, options)
}
