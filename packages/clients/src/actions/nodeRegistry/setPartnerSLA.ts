import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SetPartnerSLAParameters = WriteOptions & {
  nodeId: Hex
  signed: boolean
}

/** The transaction. */
export type SetPartnerSLAReturnType = Hash

/** Records whether the partner SLA, which trust level 4 asks for, is signed. By the owner of the registry. */
export async function setPartnerSLA(
  client: WriteClient,
  deployment: Deployment,
  parameters: SetPartnerSLAParameters,
): Promise<SetPartnerSLAReturnType> {
  const { nodeId, signed, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'setPartnerSLA', args: [nodeId, signed] }, options)
}
