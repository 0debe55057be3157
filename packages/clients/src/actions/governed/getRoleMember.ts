import { checkObject } from '@aiigo/core'
import type { Hex } from 'viem'
import { type ReadClient, type ReadOptions, read, type ViewResult } from '../../call/read.ts'
import { type GovernedContract, governed } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'
import type { nodeRegistryAbi } from '../../generated/abis.ts'

export type GetRoleMemberParameters = ReadOptions & {
  contract: GovernedContract
  role: Hex
  index: bigint
}

export type GetRoleMemberReturnType = ViewResult<typeof nodeRegistryAbi, 'getRoleMember'>

/** One of the holders of a role; their order may change. */
export async function getRoleMember(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetRoleMemberParameters,
): Promise<GetRoleMemberReturnType> {
  const { contract, role, index, ...options } = checkObject('parameters', parameters)
  return read(
    client,
    { ...governed(deployment, contract), functionName: 'getRoleMember', args: [role, index] },
    options,
  )
}
