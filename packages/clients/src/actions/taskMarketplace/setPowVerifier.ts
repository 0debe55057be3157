import { checkObject } from '@aiigo/core'
import type { Address, Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { taskMarketplace } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SetPowVerifierParameters = WriteOptions & {
  powVerifier: Address
}

/** The transaction. */
export type SetPowVerifierReturnType = Hash

/** Sets the verifier that the marketplace names, once. By the owner of the marketplace. */
export async function setPowVerifier(
  client: WriteClient,
  deployment: Deployment,
  parameters: SetPowVerifierParameters,
): Promise<SetPowVerifierReturnType> {
  const { powVerifier, ...options } = checkObject('parameters', parameters)
  return write(client, { ...taskMarketplace(deployment), functionName: 'setPowVerifier', args: [powVerifier] }, options)
}
