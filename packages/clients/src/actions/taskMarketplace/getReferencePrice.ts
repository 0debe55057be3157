import { checkObject, type ResourceType } from '@aiigo/core'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type GetReferencePriceParameters = ReadOptions & {
  resourceType: ResourceType
}

export type GetReferencePriceReturnType = ViewResult<typeof taskMarketplaceAbi, 'referencePrice'>

/** The price behind `estimateTaskCost`, in wei for one TFLOPS for one hour. */
export async function getReferencePrice(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetReferencePriceParameters,
): Promise<GetReferencePriceReturnType> {
  const { resourceType, ...options } = checkObject('parameters', parameters)
  return read(client, { ...taskMarketplace(deployment), functionName: 'referencePrice', args: [resourceType] }, options)
}
