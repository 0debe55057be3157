import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type GetNodeParameters = ReadOptions & {
  nodeId: Hex
}

export type GetNodeReturnType = ViewResult<typeof nodeRegistryAbi, 'getNode'>

/**
 * A node as the seed design's struct. `computePower` is zero while the last proof is too old, `metadataURI` is always
 * empty (it is in the event NodeMetadataUpdated). For everything see `getNodeDetails`.
 *
 * @throws ProtocolError: NodeRegistry_UnknownNode
 */
export async function getNode(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetNodeParameters,
): Promise<GetNodeReturnType> {
  const { nodeId, ...options } = checkObject('parameters', parameters)
  return read(client, { ...nodeRegistry(deployment), functionName: 'getNode', args: [nodeId] }, options)
}
