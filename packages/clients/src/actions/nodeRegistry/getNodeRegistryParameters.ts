import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type GetNodeRegistryParametersParameters = ReadOptions

export type GetNodeRegistryParametersReturnType = ViewResult<typeof nodeRegistryAbi, 'parameters'>

/** The registry's parameters. */
export function getNodeRegistryParameters(
  client: ReadClient,
  deployment: Deployment,
  options: GetNodeRegistryParametersParameters = {},
): Promise<GetNodeRegistryParametersReturnType> {
  return read(client, { ...nodeRegistry(deployment), functionName: 'parameters', args: [] }, options)
}
