import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type ExecuteBanParameters = WriteOptions & {
  nodeId: Hex
}

/** The transaction. */
export type ExecuteBanReturnType = Hash

/**
 * Carries a ban out when the three days of the appeal are over: half of the stake goes to the treasury, the node is
 * Slashed for ever, and none of its owner's nodes takes a task any more. Anyone may.
 *
 * @throws ProtocolError: NodeRegistry_NotSuspended, NodeRegistry_AppealWindowNotOver
 */
export async function executeBan(
  client: WriteClient,
  deployment: Deployment,
  parameters: ExecuteBanParameters,
): Promise<ExecuteBanReturnType> {
  const { nodeId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'executeBan', args: [nodeId] }, options)
}
