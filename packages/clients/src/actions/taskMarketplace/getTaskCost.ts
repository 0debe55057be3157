import { checkObject } from '@aiigo/core'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type GetTaskCostParameters = ReadOptions & {
  /** wei per hour */
  maxPrice: bigint
  /** seconds */
  duration: bigint
}

export type GetTaskCostReturnType = ViewResult<typeof taskMarketplaceAbi, 'taskCost'>

/** What `createTask` asks to be paid, in wei. `taskCostUp` of @aiigo/core is the same without a chain. */
export async function getTaskCost(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetTaskCostParameters,
): Promise<GetTaskCostReturnType> {
  const { maxPrice, duration, ...options } = checkObject('parameters', parameters)
  return read(client, { ...taskMarketplace(deployment), functionName: 'taskCost', args: [maxPrice, duration] }, options)
}
