import { checkObject, type ResourceType } from '@aiigo/core'
import type { Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SetReferencePriceParameters = WriteOptions & {
  resourceType: ResourceType
  /** wei for one TFLOPS for one hour */
  price: bigint
}

/** The transaction. */
export type SetReferencePriceReturnType = Hash

/** Sets the price behind `estimateTaskCost`. Informs; settles nothing. By the owner of the marketplace. */
export async function setReferencePrice(
  client: WriteClient,
  deployment: Deployment,
  parameters: SetReferencePriceParameters,
): Promise<SetReferencePriceReturnType> {
  const { resourceType, price, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...taskMarketplace(deployment), functionName: 'setReferencePrice', args: [resourceType, price] },
    options,
  )
}
