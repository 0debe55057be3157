import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SlashNodeParameters = WriteOptions & {
  nodeId: Hex
  /** wei, at most half of the stake */
  amount: bigint
}

/** The transaction. */
export type SlashNodeReturnType = Hash

/** Takes a part of the stake for the treasury. By the owner of the registry. */
export async function slashNode(
  client: WriteClient,
  deployment: Deployment,
  parameters: SlashNodeParameters,
): Promise<SlashNodeReturnType> {
  const { nodeId, amount, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'slashNode', args: [nodeId, amount] }, options)
}
