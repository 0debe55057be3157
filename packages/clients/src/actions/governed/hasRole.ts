import { checkObject } from '@aiigo/core'
import type { Address, Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { type GovernedContract, governed } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type HasRoleParameters = ReadOptions & {
  contract: GovernedContract
  role: Hex
  account: Address
}

export type HasRoleReturnType = ViewResult<typeof nodeRegistryAbi, 'hasRole'>

/** Whether an account holds a role. */
export async function hasRole(
  client: ReadClient,
  deployment: Deployment,
  parameters: HasRoleParameters,
): Promise<HasRoleReturnType> {
  const { contract, role, account, ...options } = checkObject('parameters', parameters)
  return read(client, { ...governed(deployment, contract), functionName: 'hasRole', args: [role, account] }, options)
}
