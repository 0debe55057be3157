import { checkObject, type ResourceType } from '@aiigo/core'
import type { Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type CreateTaskParameters = WriteOptions & {
  resourceType: ResourceType
  /** 1e-18 TFLOPS */
  requiredPower: bigint
  /** seconds, 60 to 30 days */
  duration: bigint
  /** wei per hour */
  maxPrice: bigint
  /** 0 to 4; 0 counts as 1 */
  minTrustLevel: number
  /** Where the work is described, 1 to 256 bytes. */
  specificationURI: string
  /** wei, exactly maxPrice × duration / 3600 rounded up: `taskCostUp(maxPrice, duration)` of @aiigo/core */
  value: bigint
}

/** The transaction. */
export type CreateTaskReturnType = Hash

/**
 * Posts a task that the first eligible node may accept, with its money. The id stands in the event TaskCreated.
 *
 * @throws ProtocolError: TaskMarketplace_WrongPayment, TaskMarketplace_TaskTooSmall, TaskMarketplace_InvalidUri, …
 * @example
 * const hash = await createTask(client, deployment, {
 *   resourceType: ResourceType.GPU,
 *   requiredPower: 0n,
 *   duration: 3_600n,
 *   maxPrice: parseEther('0.01'),
 *   minTrustLevel: 1,
 *   specificationURI: 'ipfs://…',
 *   value: taskCostUp(parseEther('0.01'), 3_600n),
 * })
 */
export async function createTask(
  client: WriteClient,
  deployment: Deployment,
  parameters: CreateTaskParameters,
): Promise<CreateTaskReturnType> {
  const { resourceType, requiredPower, duration, maxPrice, minTrustLevel, specificationURI, value, ...options } =
    checkObject('parameters', parameters)
  return write(
    client,
    {
      ...taskMarketplace(deployment),
      functionName: 'createTask',
      args: [resourceType, requiredPower, duration, maxPrice, minTrustLevel, specificationURI],
      value,
    },
    options,
  )
}
