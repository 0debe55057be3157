import { checkObject } from '@aiigo/core'
import type { Address, Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type ComputeTaskIdParameters = ReadOptions & {
  buyer: Address
  salt: Hex
}

export type ComputeTaskIdReturnType = ViewResult<typeof taskMarketplaceAbi, 'computeTaskId'>

/**
 * The id of the task with this salt, posted or not. `createTask` takes keccak256(abi.encode(counter)) with the counter
 * that `getBuyerTaskCount` returns.
 */
export async function computeTaskId(
  client: ReadClient,
  deployment: Deployment,
  parameters: ComputeTaskIdParameters,
): Promise<ComputeTaskIdReturnType> {
  const { buyer, salt, ...options } = checkObject('parameters', parameters)
  return read(client, { ...taskMarketplace(deployment), functionName: 'computeTaskId', args: [buyer, salt] }, options)
}
