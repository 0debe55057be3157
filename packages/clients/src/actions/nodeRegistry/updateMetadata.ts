import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type UpdateMetadataParameters = WriteOptions & {
  nodeId: Hex
  /** 1 to 256 bytes */
  metadataURI: string
}

/** The transaction. */
export type UpdateMetadataReturnType = Hash

/** Describes a node anew. By its owner. */
export async function updateMetadata(
  client: WriteClient,
  deployment: Deployment,
  parameters: UpdateMetadataParameters,
): Promise<UpdateMetadataReturnType> {
  const { nodeId, metadataURI, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...nodeRegistry(deployment), functionName: 'updateMetadata', args: [nodeId, metadataURI] },
    options,
  )
}
