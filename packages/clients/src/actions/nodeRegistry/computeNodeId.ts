import { checkObject } from '@aiigo/core'
import type { Address } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type ComputeNodeIdParameters = ReadOptions & {
  owner: Address
  ownerNonce: bigint
}

export type ComputeNodeIdReturnType = ViewResult<typeof nodeRegistryAbi, 'computeNodeId'>

/** The id of an owner's node by its nonce, registered or not yet. */
export async function computeNodeId(
  client: ReadClient,
  deployment: Deployment,
  parameters: ComputeNodeIdParameters,
): Promise<ComputeNodeIdReturnType> {
  const { owner, ownerNonce, ...options } = checkObject('parameters', parameters)
  return read(
    client,
    { ...nodeRegistry(deployment), functionName: 'computeNodeId', args: [owner, ownerNonce] },
    options,
  )
}
