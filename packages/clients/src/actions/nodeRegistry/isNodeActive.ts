import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type IsNodeActiveParameters = ReadOptions & {
  nodeId: Hex
}

export type IsNodeActiveReturnType = ViewResult<typeof nodeRegistryAbi, 'isNodeActive'>

/** Whether a node exists and is Active. Says nothing of stake, power or review; see `getEligibility`. */
export async function isNodeActive(
  client: ReadClient,
  deployment: Deployment,
  parameters: IsNodeActiveParameters,
): Promise<IsNodeActiveReturnType> {
  const { nodeId, ...options } = checkObject('parameters', parameters)
  return read(client, { ...nodeRegistry(deployment), functionName: 'isNodeActive', args: [nodeId] }, options)
}
