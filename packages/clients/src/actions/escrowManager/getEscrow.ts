import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { escrowManager } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { escrowManagerAbi } from '../../generated/abis.ts'

export type GetEscrowParameters = ReadOptions & {
  taskId: Hex
}

export type GetEscrowReturnType = ViewResult<typeof escrowManagerAbi, 'getEscrow'>

/** An escrow as the seed design's struct; zeros when there is none. */
export async function getEscrow(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetEscrowParameters,
): Promise<GetEscrowReturnType> {
  const { taskId, ...options } = checkObject('parameters', parameters)
  return read(client, { ...escrowManager(deployment), functionName: 'getEscrow', args: [taskId] }, options)
}
