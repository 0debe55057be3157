import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type AddStakeParameters = WriteOptions & {
  nodeId: Hex
  /** wei, added to the stake */
  value: bigint
}

/** The transaction. */
export type AddStakeReturnType = Hash

/** Adds to a node's stake. By its owner. */
export async function addStake(
  client: WriteClient,
  deployment: Deployment,
  parameters: AddStakeParameters,
): Promise<AddStakeReturnType> {
  const { nodeId, value, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'addStake', args: [nodeId], value }, options)
}
