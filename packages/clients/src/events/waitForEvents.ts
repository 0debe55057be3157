import { BaseError } from '@aiigo/core'
import type { Hash, TransactionReceipt } from 'viem'
import { call, getTransaction, waitForTransactionReceipt } from 'viem/actions'
import { checkOptions } from '../call/checkOptions.ts'
import type { ReadClient } from '../call/read.ts'
import type { Deployment } from '../deployment.ts'
import { decodeError } from '../errors/decodeError.ts'
import { type MarketEvent, parseEvents } from './parseEvents.ts'

export type WaitForEventsParameters = {
  hash: Hash
  /** Blocks on top, the first included. @default 1 */
  confirmations?: number
  /** Milliseconds. @default 180_000 */
  timeout?: number
  /** Ends the waiting, not the transaction. */
  signal?: AbortSignal
}

export type WaitForEventsReturnType = { receipt: TransactionReceipt; events: MarketEvent[] }

/**
 * Waits until a transaction is in a block and returns what the market's contracts said in it.
 *
 * @throws ProtocolError or TransactionRevertedError when the transaction failed; the decoded error; the signal's reason
 * @example
 * const hash = await registerNode(client, deployment, { ... })
 * const { events } = await waitForEvents(client, deployment, { hash })
 */
export async function waitForEvents(
  client: ReadClient,
  deployment: Deployment,
  parameters: WaitForEventsParameters,
): Promise<WaitForEventsReturnType> {
  const { signal } = checkOptions('parameters', parameters)
  const receipt = await waitForTransactionReceipt(client, parameters).catch((error) => {
    signal?.throwIfAborted()
    throw decodeError(error)
  })
  if (receipt.status === 'reverted') throw await whyReverted(client, receipt)
  return { receipt, events: parseEvents(deployment, receipt.logs) }
}

/** A receipt does not say why. The same call on the state after that block mostly fails in the same way. */
async function whyReverted(client: ReadClient, receipt: TransactionReceipt): Promise<BaseError> {
  const { transactionHash: hash, blockNumber } = receipt
  try {
    const { from, to, input, value } = await getTransaction(client, { hash })
    await call(client, { account: from, to, data: input, value, blockNumber })
    return new TransactionRevertedError(hash)
  } catch (error) {
    return decodeError(error)
  }
}

/** A transaction failed in its block, and would not fail now. */
export class TransactionRevertedError extends BaseError {
  override name = 'TransactionRevertedError'

  constructor(hash: Hash) {
    super('The transaction failed in its block, and the same call would succeed now.', {
      details: [`Transaction: ${hash}`],
      hint: 'Another transaction came before it, or its gas was too low. Look at the state and try again.',
      retryable: true,
    })
  }
}
