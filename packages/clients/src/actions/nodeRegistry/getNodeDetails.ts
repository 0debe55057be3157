import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type GetNodeDetailsParameters = ReadOptions & {
  nodeId: Hex
}

export type GetNodeDetailsReturnType = ViewResult<typeof nodeRegistryAbi, 'getNodeDetails'>

/**
 * Everything about a node: power in 1e-18 TFLOPS, money in wei, times in seconds, reputation in bps.
 *
 * @throws ProtocolError: NodeRegistry_UnknownNode
 */
export async function getNodeDetails(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetNodeDetailsParameters,
): Promise<GetNodeDetailsReturnType> {
  const { nodeId, ...options } = checkObject('parameters', parameters)
  return read(client, { ...nodeRegistry(deployment), functionName: 'getNodeDetails', args: [nodeId] }, options)
}
