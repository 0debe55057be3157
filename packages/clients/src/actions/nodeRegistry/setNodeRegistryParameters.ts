import { checkObject } from '@aiigo/core'
import type { Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { NodeRegistryParameters } from '../../structs.ts'

export type SetNodeRegistryParametersParameters = WriteOptions & {
  newParameters: NodeRegistryParameters
}

/** The transaction. */
export type SetNodeRegistryParametersReturnType = Hash

/**
 * Changes the registry's parameters within their bounds; a cooldown that runs keeps its end. By the owner of the
 * registry.
 */
export async function setNodeRegistryParameters(
  client: WriteClient,
  deployment: Deployment,
  parameters: SetNodeRegistryParametersParameters,
): Promise<SetNodeRegistryParametersReturnType> {
  const { newParameters, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'setParameters', args: [newParameters] }, options)
}
