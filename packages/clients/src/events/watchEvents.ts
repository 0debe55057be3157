import type { BaseError } from '@aiigo/core'
import { watchEvent } from 'viem/actions'
import type { ReadClient } from '../call/read.ts'
import type { Deployment } from '../deployment.ts'
import { decodeError } from '../errors/decodeError.ts'
import { eventAddresses } from './getEvents.ts'
import { type MarketEvent, parseEvents } from './parseEvents.ts'

export type WatchEventsParameters = {
  /** Called with what came since the last time, oldest first; never with an empty list. */
  onEvents: (events: MarketEvent[]) => void
  /** Watching goes on after an error. */
  onError?: (error: BaseError) => void
  /** @default the block after the newest */
  fromBlock?: bigint
  /** Milliseconds between two looks. @default that of the client */
  pollingInterval?: number
  /** Ends the watching, as calling the returned function does. */
  signal?: AbortSignal
}

/**
 * Watches the market's events. Blocks that a reorganisation takes back are not announced here.
 *
 * @returns a function that ends the watching
 * @example const unwatch = watchEvents(client, deployment, { onEvents: (events) => console.log(events) })
 */
export function watchEvents(
  client: ReadClient,
  deployment: Deployment,
  { onEvents, onError, fromBlock, pollingInterval, signal }: WatchEventsParameters,
): () => void {
  if (signal?.aborted) return () => {}
  const unwatch = watchEvent(client, {
    address: eventAddresses(deployment),
    onLogs: (logs) => {
      const events = parseEvents(deployment, logs)
      if (events.length > 0) onEvents(events)
    },
    onError: (error) => onError?.(decodeError(error)),
    ...(fromBlock === undefined ? {} : { fromBlock }),
    ...(pollingInterval === undefined ? {} : { pollingInterval }),
  })
  const end = () => {
    signal?.removeEventListener('abort', end)
    unwatch()
  }
  signal?.addEventListener('abort', end)
  return end
}
