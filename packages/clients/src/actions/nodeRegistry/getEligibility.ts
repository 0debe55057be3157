import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'
import type { TaskClaim } from '../../structs.ts'

export type GetEligibilityParameters = ReadOptions & {
  nodeId: Hex
  claim: TaskClaim
}

export type GetEligibilityReturnType = ViewResult<typeof nodeRegistryAbi, 'eligibility'>

/** Why a node may not take a task: 0 when it may, otherwise the first check that it fails (`Eligibility` of @aiigo/core). */
export async function getEligibility(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetEligibilityParameters,
): Promise<GetEligibilityReturnType> {
  const { nodeId, claim, ...options } = checkObject('parameters', parameters)
  return read(client, { ...nodeRegistry(deployment), functionName: 'eligibility', args: [nodeId, claim] }, options)
}
