import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read } from '../../call/read.ts'
import { escrowManager } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type PreviewReleaseParameters = ReadOptions & {
  taskId: Hex
}

export type PreviewReleaseReturnType = { providerPayout: bigint; platformFee: bigint }

/** What a release would pay, in the unit of the escrow; zeros unless the escrow is held. */
export async function previewRelease(
  client: ReadClient,
  deployment: Deployment,
  parameters: PreviewReleaseParameters,
): Promise<PreviewReleaseReturnType> {
  const { taskId, ...options } = checkObject('parameters', parameters)
  const result = await read(
    client,
    { ...escrowManager(deployment), functionName: 'previewRelease', args: [taskId] },
    options,
  )
  return { providerPayout: result[0], platformFee: result[1] }
}
