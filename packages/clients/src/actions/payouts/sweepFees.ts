import { checkObject } from '@aiigo/core'
import type { Address, Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { type PayoutContract, payouts } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type SweepFeesParameters = WriteOptions & {
  contract: PayoutContract
  /** The zero address for ETH. */
  currency: Address
}

/** The transaction. */
export type SweepFeesReturnType = Hash

/** Sends what accrued to the treasury to it. By anyone. */
export async function sweepFees(
  client: WriteClient,
  deployment: Deployment,
  parameters: SweepFeesParameters,
): Promise<SweepFeesReturnType> {
  const { contract, currency, ...options } = checkObject('parameters', parameters)
  return write(client, { ...payouts(deployment, contract), functionName: 'sweepFees', args: [currency] }, options)
}
