import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SetNodeTierParameters = WriteOptions & {
  nodeId: Hex
  /** 1 owned, 2 cloud, 3 community */
  tier: number
}

/** The transaction. */
export type SetNodeTierReturnType = Hash

/** Sets a node's tier. By the owner of the registry. */
export async function setNodeTier(
  client: WriteClient,
  deployment: Deployment,
  parameters: SetNodeTierParameters,
): Promise<SetNodeTierReturnType> {
  const { nodeId, tier, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'setNodeTier', args: [nodeId, tier] }, options)
}
