import { checkObject, type ResourceType } from '@aiigo/core'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type EstimateTaskCostParameters = ReadOptions & {
  resourceType: ResourceType
  /** 1e-18 TFLOPS */
  requiredPower: bigint
  /** seconds */
  duration: bigint
}

export type EstimateTaskCostReturnType = ViewResult<typeof taskMarketplaceAbi, 'estimateTaskCost'>

/** What such a task would cost at governance's reference price, in wei. A hint: nothing settles by it. */
export async function estimateTaskCost(
  client: ReadClient,
  deployment: Deployment,
  parameters: EstimateTaskCostParameters,
): Promise<EstimateTaskCostReturnType> {
  const { resourceType, requiredPower, duration, ...options } = checkObject('parameters', parameters)
  return read(
    client,
    { ...taskMarketplace(deployment), functionName: 'estimateTaskCost', args: [resourceType, requiredPower, duration] },
    options,
  )
}
