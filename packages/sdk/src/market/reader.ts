import type { Context } from '../context.ts'
import type { Chain } from './chain.ts'
import type { BlockRef, MarketUpdate } from './types.ts'
import type { Window } from './window.ts'

/** One market that is read from a chain, and where the reading is. */
export type Reader = {
  readonly context: Context
  readonly chain: Chain
  readonly depth: bigint
  readonly publish: (update: MarketUpdate) => void
  window: Window
  /** Where a reading goes on that takes more than one request. */
  reading: { next: bigint; isWhole: boolean; end?: BlockRef } | undefined
  lowerHeads: number
  misfits: number
}
