import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { type GovernedContract, governed } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type GetRoleMemberCountParameters = ReadOptions & {
  contract: GovernedContract
  role: Hex
}

export type GetRoleMemberCountReturnType = ViewResult<typeof nodeRegistryAbi, 'getRoleMemberCount'>

/** How many hold a role. */
export async function getRoleMemberCount(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetRoleMemberCountParameters,
): Promise<GetRoleMemberCountReturnType> {
  const { contract, role, ...options } = checkObject('parameters', parameters)
  return read(client, { ...governed(deployment, contract), functionName: 'getRoleMemberCount', args: [role] }, options)
}
