import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type AppealBanParameters = WriteOptions & {
  nodeId: Hex
  /** Where the owner's side is told, 1 to 256 bytes. */
  appealURI: string
}

/** The transaction. */
export type AppealBanReturnType = Hash

/**
 * Puts the answer to a proposed ban into the log, as often as wanted. By the owner of the node; who decides is the
 * owner of the registry, with `cancelBan`.
 */
export async function appealBan(
  client: WriteClient,
  deployment: Deployment,
  parameters: AppealBanParameters,
): Promise<AppealBanReturnType> {
  const { nodeId, appealURI, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'appealBan', args: [nodeId, appealURI] }, options)
}
