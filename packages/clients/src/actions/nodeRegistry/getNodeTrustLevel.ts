import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type GetNodeTrustLevelParameters = ReadOptions & {
  nodeId: Hex
}

export type GetNodeTrustLevelReturnType = ViewResult<typeof nodeRegistryAbi, 'getNodeTrustLevel'>

/** 0 may take no work, 1 small tasks, 2 all public tasks, 3 enterprise tasks, 4 tasks addressed to it; 0 for an unknown node. */
export async function getNodeTrustLevel(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetNodeTrustLevelParameters,
): Promise<GetNodeTrustLevelReturnType> {
  const { nodeId, ...options } = checkObject('parameters', parameters)
  return read(client, { ...nodeRegistry(deployment), functionName: 'getNodeTrustLevel', args: [nodeId] }, options)
}
