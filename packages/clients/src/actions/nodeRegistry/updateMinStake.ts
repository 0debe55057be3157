import { checkObject } from '@aiigo/core'
import type { Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type UpdateMinStakeParameters = WriteOptions & {
  /** wei, 0.1 to 5 ETH */
  minimumStake: bigint
}

/** The transaction. */
export type UpdateMinStakeReturnType = Hash

/** Changes the minimum stake. By the owner of the registry. */
export async function updateMinStake(
  client: WriteClient,
  deployment: Deployment,
  parameters: UpdateMinStakeParameters,
): Promise<UpdateMinStakeReturnType> {
  const { minimumStake, ...options } = checkObject('parameters', parameters)
  return write(client, { ...nodeRegistry(deployment), functionName: 'updateMinStake', args: [minimumStake] }, options)
}
