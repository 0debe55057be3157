import { checkObject } from '@aiigo/core'
import type { Address, Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SetEscrowManagerParameters = WriteOptions & {
  escrowManager: Address
}

/** The transaction. */
export type SetEscrowManagerReturnType = Hash

/** Sets the escrow that the marketplace uses, once. By the owner of the marketplace. */
export async function setEscrowManager(
  client: WriteClient,
  deployment: Deployment,
  parameters: SetEscrowManagerParameters,
): Promise<SetEscrowManagerReturnType> {
  const { escrowManager, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...taskMarketplace(deployment), functionName: 'setEscrowManager', args: [escrowManager] },
    options,
  )
}
