import { checkObject } from '@aiigo/core'
import type { Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { type GovernedContract, governed } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type UnpauseParameters = WriteOptions & {
  contract: GovernedContract
}

/** The transaction. */
export type UnpauseReturnType = Hash

/** Ends a pause early. By the owner of the contract or PAUSER_ROLE. */
export async function unpause(
  client: WriteClient,
  deployment: Deployment,
  parameters: UnpauseParameters,
): Promise<UnpauseReturnType> {
  const { contract, ...options } = checkObject('parameters', parameters)
  return write(client, { ...governed(deployment, contract), functionName: 'unpause', args: [] }, options)
}
