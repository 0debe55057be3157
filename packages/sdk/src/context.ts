import {
  type Deployment,
  type MarketEvent,
  type MarketEventName,
  RpcFaultError,
  type WriteClient,
  waitForEvents,
} from '@aiigo/clients'
import { BaseError } from '@aiigo/core'
import type { Account, Hash } from 'viem'

/** What every method works with. */
export type Context = { readonly client: WriteClient; readonly deployment: Deployment }

export type CallOptions = {
  /**
   * Before the transaction is sent nothing happens after an abort; later only the waiting ends. What is thrown then is the
   * signal's reason: after `controller.abort()` a DOMException by the name of AbortError.
   */
  signal?: AbortSignal
}

/** A transaction that is in a block, and what the market's contracts said in it. */
export type Done = { readonly hash: Hash; readonly events: readonly MarketEvent[] }

/** Waits for a transaction that an action has sent. */
export async function done(context: Context, sent: Promise<Hash>, options?: CallOptions): Promise<Done> {
  // First: what the action says of bad options is better than what reading them here would say.
  const hash = await sent
  const signal = options?.signal
  const { events } = await waitForEvents(context.client, context.deployment, { hash, ...(signal ? { signal } : {}) })
  return { hash, events }
}

/** Whose calls these are. */
export function accountOf({ client }: Context): Account {
  if (client.account) return client.account
  throw new RpcFaultError('noAccount')
}

/** The arguments of the one event of that name. */
export function argsOf<name extends MarketEventName>(
  { hash, events }: Done,
  name: name,
): Extract<MarketEvent, { eventName: name }>['args'] {
  const event = events.find(({ eventName }) => eventName === name)
  if (!event) throw new MissingEventError(hash, name)
  return event.args as never
}

/** A transaction succeeded without an event that belongs to it: the contracts are not those of this package. */
export class MissingEventError extends BaseError {
  override name = 'MissingEventError'

  constructor(hash: Hash, name: string) {
    super(`The transaction succeeded, but the market did not say ${name}.`, {
      details: [`Transaction: ${hash}`],
      hint: 'Check that the deployment belongs to this version of the package.',
    })
  }
}
