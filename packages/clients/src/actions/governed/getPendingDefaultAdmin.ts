import { checkObject } from '@aiigo/core'
import type { Address } from 'viem'
import { type ReadClient, type ReadOptions, read } from '../../call/read.ts'
import { type GovernedContract, governed } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type GetPendingDefaultAdminParameters = ReadOptions & {
  contract: GovernedContract
}

export type GetPendingDefaultAdminReturnType = { newAdmin: Address; schedule: number }

/** To whom the ownership is offered, and from which second on it may be accepted; zeros when it is not. */
export async function getPendingDefaultAdmin(
  client: ReadClient,
  deployment: Deployment,
  parameters: GetPendingDefaultAdminParameters,
): Promise<GetPendingDefaultAdminReturnType> {
  const { contract, ...options } = checkObject('parameters', parameters)
  const result = await read(
    client,
    { ...governed(deployment, contract), functionName: 'pendingDefaultAdmin', args: [] },
    options,
  )
  return { newAdmin: result[0], schedule: result[1] }
}
