import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type ProposeBanParameters = WriteOptions & {
  nodeId: Hex
  /** Where the evidence is, 1 to 256 bytes. */
  evidenceURI: string
}

/** The transaction. */
export type ProposeBanReturnType = Hash

/**
 * Accuses a node of misuse: it is suspended at once, and its owner has three days to appeal. By ARBITRATOR_ROLE.
 *
 * @throws ProtocolError: NodeRegistry_WrongStatus, NodeRegistry_ArbitratorIsOwner, NodeRegistry_Suspended, …
 */
export async function proposeBan(
  client: WriteClient,
  deployment: Deployment,
  parameters: ProposeBanParameters,
): Promise<ProposeBanReturnType> {
  const { nodeId, evidenceURI, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...nodeRegistry(deployment), functionName: 'proposeBan', args: [nodeId, evidenceURI] },
    options,
  )
}
