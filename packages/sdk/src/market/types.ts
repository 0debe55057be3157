import type { BaseError } from '@aiigo/core'
import type { MarketEvent } from '@aiigo/protocol'
import type { Hash } from 'viem'
import type { CallOptions } from '../context.ts'
import type { MarketStore } from './stores/store.ts'

/** A block of the chain. */
export type BlockRef = {
  readonly number: bigint
  readonly hash: Hash
  /** Unix time, in seconds. */
  readonly time: number
}

/**
 * What happened to the market that is followed:
 *
 * - `event`: one more event of the contracts, in the order of the log
 * - `removed`: a reorganisation of the chain took this event back; the newest comes first
 * - `restarted`: the reorganisation was deeper than what is kept. The market is empty, and every event comes anew
 * - `block`: the state is now what the chain has at the end of this block
 */
export type MarketUpdate =
  | { readonly type: 'event'; readonly event: MarketEvent }
  | { readonly type: 'removed'; readonly event: MarketEvent }
  | { readonly type: 'restarted' }
  | ({ readonly type: 'block' } & BlockRef)

export type MarketUpdateOf<type extends MarketUpdate['type']> = Extract<MarketUpdate, { type: type }>

/** How requests that fail for a reason that may pass are tried again. */
export type RetryPolicy = {
  /** How often a request is sent before its fault is thrown. @default 8 */
  attempts: number
  /** Milliseconds before the second attempt; doubled before each further one. @default 100 */
  delay: number
  /** The longest wait, in milliseconds. @default 10_000 */
  maximumDelay: number
}

export type MarketOptions = {
  /** Where the market is kept between two runs. @default nowhere: each run reads the log from the deployment on */
  store?: MarketStore
  /** How many blocks a reorganisation may take back without reading everything anew, from 64. @default 128 */
  depth?: number
  /** Blocks of one request for logs; halved where the node of the chain refuses so many. @default 2_000 */
  blocksPerRequest?: number
  /** What differs from the defaults. */
  retry?: Partial<RetryPolicy>
}

export type FollowOptions = CallOptions & {
  /** Milliseconds between two looks at the chain. @default that of the client */
  pollingInterval?: number
  /** Hears of each fault of the chain's node that may pass; following goes on. */
  onFault?: (error: BaseError) => void
}
