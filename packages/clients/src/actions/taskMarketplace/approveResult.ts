import { checkObject } from '@aiigo/core'
import type { Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type ApproveResultParameters = WriteOptions & {
  taskId: Hex
}

/** The transaction. */
export type ApproveResultReturnType = Hash

/** Accepts the result of a task; the provider is paid. By its buyer. */
export async function approveResult(
  client: WriteClient,
  deployment: Deployment,
  parameters: ApproveResultParameters,
): Promise<ApproveResultReturnType> {
  const { taskId, ...options } = checkObject('parameters', parameters)
  return write(client, { ...taskMarketplace(deployment), functionName: 'approveResult', args: [taskId] }, options)
}
