import { checkObject } from '@aiigo/core'
import type { Address, Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { type GovernedContract, governed } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type RevokeRoleParameters = WriteOptions & {
  contract: GovernedContract
  role: Hex
  account: Address
}

/** The transaction. */
export type RevokeRoleReturnType = Hash

/** Takes a role from an account. By the owner of the contract. */
export async function revokeRole(
  client: WriteClient,
  deployment: Deployment,
  parameters: RevokeRoleParameters,
): Promise<RevokeRoleReturnType> {
  const { contract, role, account, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...governed(deployment, contract), functionName: 'revokeRole', args: [role, account] },
    options,
  )
}
