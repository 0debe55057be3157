import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { type GovernedContract, governed } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type GetRoleAdminParameters = ReadOptions & {
  contract: GovernedContract
  role: Hex
}

export type GetRoleAdminReturnType = ViewResult<typeof nodeRegistryAbi, 'getRoleAdmin'>

/** The role that may grant and revoke a role: 0x00…, which is the owner, for all of them. */
export async function getRoleAdmin(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetRoleAdminParameters,
): Promise<GetRoleAdminReturnType> {
  const { contract, role, ...options } = checkObject('parameters', parameters)
  return read(client, { ...governed(deployment, contract), functionName: 'getRoleAdmin', args: [role] }, options)
}
