import { checkObject } from '@aiigo/core'
import type { Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { TaskMarketplaceParameters } from '../../structs.ts'

export type SetTaskMarketplaceParametersParameters = WriteOptions & {
  newParameters: TaskMarketplaceParameters
}

/** The transaction. */
export type SetTaskMarketplaceParametersReturnType = Hash

/**
 * Changes the marketplace's parameters within their bounds; a task that exists keeps its own. By the owner of the
 * marketplace.
 */
export async function setTaskMarketplaceParameters(
  client: WriteClient,
  deployment: Deployment,
  parameters: SetTaskMarketplaceParametersParameters,
): Promise<SetTaskMarketplaceParametersReturnType> {
  const { newParameters, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...taskMarketplace(deployment), functionName: 'setParameters', args: [newParameters] },
    options,
  )
}
