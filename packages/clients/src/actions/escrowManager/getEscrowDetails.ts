import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { escrowManager } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { escrowManagerAbi } from '../../generated/abis.ts'

export type GetEscrowDetailsParameters = ReadOptions & {
  taskId: Hex
}

export type GetEscrowDetailsReturnType = ViewResult<typeof escrowManagerAbi, 'getEscrowDetails'>

/** Everything about an escrow; zeros when there is none. The status is an `EscrowStatus` of @aiigo/core. */
export async function getEscrowDetails(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetEscrowDetailsParameters,
): Promise<GetEscrowDetailsReturnType> {
  const { taskId, ...options } = checkObject('parameters', parameters)
  return read(client, { ...escrowManager(deployment), functionName: 'getEscrowDetails', args: [taskId] }, options)
}
