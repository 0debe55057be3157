import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type CancelBanParameters = WriteOptions & {
  nodeId: Hex
}

/** The transaction. */
export type CancelBanReturnType = Hash

/** Finds for an accused node within the three days of its appeal. By the owner of the registry. */
export async function cancelBan(
  client: WriteClient,
  deployment: Deployment,
  parameters: CancelBanParameters,
): Promise<CancelBanReturnType> {
  const { nodeId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'cancelBan', args: [nodeId] }, options)
}
