import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { type GovernedContract, governed } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type GetRoleMembersParameters = ReadOptions & {
  contract: GovernedContract
  role: Hex
}

export type GetRoleMembersReturnType = ViewResult<typeof nodeRegistryAbi, 'getRoleMembers'>

/** Everybody who holds a role. */
export async function getRoleMembers(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetRoleMembersParameters,
): Promise<GetRoleMembersReturnType> {
  const { contract, role, ...options } = checkObject('parameters', parameters)
  return read(client, { ...governed(deployment, contract), functionName: 'getRoleMembers', args: [role] }, options)
}
