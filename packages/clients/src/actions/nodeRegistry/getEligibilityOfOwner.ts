import { checkObject } from '@aiigo/core'
import type { Address, Hex } from 'viem'
import { type ReadClient, type ReadOptions, read } from '../../call/read.ts'
import { nodeRegistry } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { TaskClaim } from '../../structs.ts'

export type GetEligibilityOfOwnerParameters = ReadOptions & {
  nodeId: Hex
  claim: TaskClaim
}

export type GetEligibilityOfOwnerReturnType = { reason: number; owner: Address }

/** As `getEligibility` with the owner of the node as the operator. */
export async function getEligibilityOfOwner(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetEligibilityOfOwnerParameters,
): Promise<GetEligibilityOfOwnerReturnType> {
  const { nodeId, claim, ...options } = checkObject('parameters', parameters)
  const result = await read(
    client,
    { ...nodeRegistry(deployment), functionName: 'eligibilityOfOwner', args: [nodeId, claim] },
    options,
  )
  return { reason: result[0], owner: result[1] }
}
