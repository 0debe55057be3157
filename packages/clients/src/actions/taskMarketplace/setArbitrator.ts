import { checkObject } from '@aiigo/core'
import type { Address, Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SetArbitratorParameters = WriteOptions & {
  /** Neither zero nor the owner. */
  newArbitrator: Address
}

/** The transaction. */
export type SetArbitratorReturnType = Hash

/** Names who rules on disputes, those that are open included. By the owner of the marketplace. */
export async function setArbitrator(
  client: WriteClient,
  deployment: Deployment,
  parameters: SetArbitratorParameters,
): Promise<SetArbitratorReturnType> {
  const { newArbitrator, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...taskMarketplace(deployment), functionName: 'setArbitrator', args: [newArbitrator] },
    options,
  )
}
