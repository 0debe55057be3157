import { checkObject } from '@aiigo/core'
import type { Address, Hash } from 'viem'
import { type WriteClient, type WriteOptions, write } from '../../call/write.ts'
import { type PayoutContract, payouts } from '../../contracts.ts'
import type { Deployment } from '../../deployment.ts'

export type WithdrawCreditParameters = WriteOptions & {
  contract: PayoutContract
  /** The zero address for ETH. */
  currency: Address
  to: Address
}

/** The transaction. */
export type WithdrawCreditReturnType = Hash

/** Takes out everything that is credited to the caller because a payment to it was refused. */
export async function withdrawCredit(
  client: WriteClient,
  deployment: Deployment,
  parameters: WithdrawCreditParameters,
): Promise<WithdrawCreditReturnType> {
  const { contract, currency, to, ...options } = checkObject('parameters', parameters)
  return write(
    client,
    { ...payouts(deployment, contract), functionName: 'withdrawCredit', args: [currency, to] },
    options,
  )
}
