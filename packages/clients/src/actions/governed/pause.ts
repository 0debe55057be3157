import { checkObject } from '@aiigo/core'
import type { Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { type GovernedContract, governed } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type PauseParameters = WriteOptions & {
  contract: GovernedContract
}

/** The transaction. */
export type PauseReturnType = Hash

/**
 * Stops work and money from coming in, for 14 days at most. Never stops an ending, nor money from going out. By the
 * owner of the contract or PAUSER_ROLE.
 */
export async function pause(
  client: WriteClient,
  deployment: Deployment,
  parameters: PauseParameters,
): Promise<PauseReturnType> {
  const { contract, ...options } = checkObject('parameters', parameters)
  return write(client, { ...governed(deployment, contract), functionName: 'pause', args: [] }, options)
}
