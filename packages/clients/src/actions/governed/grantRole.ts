import { checkObject } from '@aiigo/core'
import type { Address, Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { type GovernedContract, governed } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type GrantRoleParameters = WriteOptions & {
  contract: GovernedContract
  role: Hex
  account: Address
}

/** The transaction. */
export type GrantRoleReturnType = Hash

/** Gives a role to an account. By the owner of the contract. */
export async function grantRole(
  client: WriteClient,
  deployment: Deployment,
  parameters: GrantRoleParameters,
): Promise<GrantRoleReturnType> {
  const { contract, role, account, ...options } = checkObject('parameters', parameters)
  return write(client, { ...governed(deployment, contract), functionName: 'grantRole', args: [role, account] }, options)
}
