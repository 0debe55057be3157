import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type AcceptTaskParameters = WriteOptions & {
  taskId: Hex
  nodeId: Hex
}

/** The transaction. */
export type AcceptTaskReturnType = Hash

/**
 * Takes an open task with one's node; its time runs from now on. By the owner of the node.
 *
 * @throws ProtocolError: TaskMarketplace_WrongStatus, NodeRegistry_PowerTooLow, NodeRegistry_TrustLevelTooLow, …
 */
export async function acceptTask(
  client: WriteClient,
  deployment: Deployment,
  parameters: AcceptTaskParameters,
): Promise<AcceptTaskReturnType> {
  const { taskId, nodeId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...taskMarketplace(deployment), functionName: 'acceptTask', args: [taskId, nodeId] }, options)
}
