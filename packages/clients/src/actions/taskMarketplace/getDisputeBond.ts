import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { taskMarketplaceAbi } from '../../generated/abis.ts'

export type GetDisputeBondParameters = ReadOptions & {
  taskId: Hex
}

export type GetDisputeBondReturnType = ViewResult<typeof taskMarketplaceAbi, 'disputeBond'>

/**
 * What `disputeTask` asks for now: 2 % of the agreed amount, rounded up, in the smallest unit of the task's currency.
 */
export async function getDisputeBond(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetDisputeBondParameters,
): Promise<GetDisputeBondReturnType> {
  const { taskId, ...options } = checkObject('parameters', parameters)
  return read(client, { ...taskMarketplace(deployment), functionName: 'disputeBond', args: [taskId] }, options)
}
