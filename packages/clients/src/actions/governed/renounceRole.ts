import { checkObject } from '@aiigo/core'
import type { Address, Hash, Hex } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { type GovernedContract, governed } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type RenounceRoleParameters = WriteOptions & {
  contract: GovernedContract
  role: Hex
  account: Address
}

/** The transaction. */
export type RenounceRoleReturnType = Hash

/** Gives up one's own role; `account` is the caller, as a confirmation. */
export async function renounceRole(
  client: WriteClient,
  deployment: Deployment,
  parameters: RenounceRoleParameters,
): Promise<RenounceRoleReturnType> {
  const { contract, role, account, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...governed(deployment, contract), functionName: 'renounceRole', args: [role, account] },
    options,
  )
}
