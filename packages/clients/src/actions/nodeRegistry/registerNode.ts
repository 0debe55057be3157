import { checkObject, type ResourceType } from '@aiigo/core'
import type { Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type RegisterNodeParameters = WriteOptions & {
  resourceType: ResourceType
  /** Where the machine is described, 1 to 256 bytes. */
  metadataURI: string
  /** wei: the registration fee and at least the minimum stake */
  value: bigint
}

/** The transaction. */
export type RegisterNodeReturnType = Hash

/**
 * Registers a machine. The registration fee goes to the treasury, the rest of the value is its stake. The node is
 * Pending until it passes its first challenge. Its id stands in the event NodeRegistered, and `computeNodeId` tells it
 * before.
 *
 * @throws ProtocolError: Governed_Paused, NodeRegistry_InvalidUri, NodeRegistry_PaymentTooLow, NodeRegistry_TooManyNodes
 * @example
 * const hash = await registerNode(client, deployment, {
 *   resourceType: ResourceType.GPU,
 *   metadataURI: 'ipfs://…',
 *   value: parameters.registrationFee + parameters.minimumStake,
 * })
 */
export async function registerNode(
  client: WriteClient,
  deployment: Deployment,
  parameters: RegisterNodeParameters,
): Promise<RegisterNodeReturnType> {
  const { resourceType, metadataURI, value, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...nodeRegistry(deployment), functionName: 'registerNode', args: [resourceType, metadataURI], value },
    options,
  )
}
