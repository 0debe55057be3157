import { checkObject } from '@aiigo/core'
import type { Address, Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { escrowManager } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SetCurrencyParameters = WriteOptions & {
  /** A dollar with six decimals. */
  currency: Address
  accepted: boolean
}

/** The transaction. */
export type SetCurrencyReturnType = Hash

/**
 * Puts a currency onto the list of those in which tasks may be posted, or takes it off; what is held leaves as ever. By
 * the owner of the escrow.
 *
 * @throws ProtocolError: EscrowManager_InvalidCurrency
 */
export async function setCurrency(
  client: WriteClient,
  deployment: Deployment,
  parameters: SetCurrencyParameters,
): Promise<SetCurrencyReturnType> {
  const { currency, accepted, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...escrowManager(deployment), functionName: 'setCurrency', args: [currency, accepted] },
    options,
  )
}
