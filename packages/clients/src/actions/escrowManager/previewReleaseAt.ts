import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read } from '../../call/read.ts'
import { escrowManager } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type PreviewReleaseAtParameters = ReadOptions & {
  taskId: Hex
  agreedAmount: bigint
}

export type PreviewReleaseAtReturnType = { providerPayout: bigint; platformFee: bigint }

/**
 * What a release at this amount would pay, in the unit of the escrow; zeros unless the escrow is held and the amount at
 * most the deposit.
 */
export async function previewReleaseAt(
  client: ReadClient,
  deployment: Deployment,
  parameters: PreviewReleaseAtParameters,
): Promise<PreviewReleaseAtReturnType> {
  const { taskId, agreedAmount, ...options } = checkObject('parameters', parameters)
  const result = await read(
    client,
    { ...escrowManager(deployment), functionName: 'previewReleaseAt', args: [taskId, agreedAmount] },
    options,
  )
  return { providerPayout: result[0], platformFee: result[1] }
}
