import { evolve, type MarketEvent, type MarketState } from '@aiigo/protocol'
import type { Hash } from 'viem'
import type { BlockRef } from './types.ts'

/** A block in which the market's contracts said something. */
export type ReadBlock = { readonly number: bigint; readonly hash: Hash; readonly events: readonly MarketEvent[] }

/**
 * Two states and the blocks between them: `base` is what a reorganisation is rewound to, `state` what the market is at
 * `cursor`. Both evolve by the same events, one behind the other, so that nothing is copied until the chain takes back.
 */
export type Window = {
  base: Base
  /** With the events after the base's block, oldest first. */
  blocks: readonly ReadBlock[]
  /** undefined before the first block was read. */
  cursor: BlockRef | undefined
  state: MarketState
}

export type Base = {
  readonly number: bigint
  /** undefined before the deployment: there every chain is the same. */
  readonly hash: Hash | undefined
  readonly state: MarketState
}

export type Difference = {
  readonly kept: readonly ReadBlock[]
  readonly removed: readonly ReadBlock[]
  readonly added: readonly ReadBlock[]
}

/**
 * What a reading of the blocks `from` to `to` changes: everything from the first block that differs is taken back.
 *
 * @param isHead whether the chain ends at `to`, so that what is known beyond it is gone
 */
export function differenceOf(
  known: readonly ReadBlock[],
  fresh: readonly ReadBlock[],
  { from, to, isHead }: { from: bigint; to: bigint; isHead: boolean },
): Difference {
  const first = known.findIndex(({ number }) => number >= from)
  const start = first < 0 ? known.length : first
  let same = 0
  while (same < fresh.length && isSame(known[start + same], fresh[same])) same++
  const beyond = known.slice(start + same).every(({ number }) => number > to)
  const isUnchanged = same === fresh.length && beyond && !isHead
  const kept = isUnchanged ? known : known.slice(0, start + same)
  return { kept, removed: known.slice(kept.length), added: fresh.slice(same) }
}

function isSame(known: ReadBlock | undefined, fresh: ReadBlock | undefined): boolean {
  return known?.hash === fresh?.hash && known?.events.length === fresh?.events.length
}

/**
 * Takes a difference over; the cursor is the caller's.
 *
 * @throws UnfittingEventError; the window is as before then
 */
export function apply(window: Window, { kept, removed, added }: Difference): void {
  try {
    const state = removed.length === 0 ? window.state : evolved(structuredClone(window.base.state), kept)
    window.state = evolved(state, added)
    window.blocks = [...kept, ...added]
  } catch (error) {
    window.state = evolved(structuredClone(window.base.state), window.blocks)
    throw error
  }
}

/** Moves the base forward to a block, and forgets the blocks up to it. */
export function advance(window: Window, { number, hash }: BlockRef): void {
  const past = window.blocks.filter((block) => block.number <= number)
  window.base = { number, hash, state: evolved(window.base.state, past) }
  window.blocks = window.blocks.slice(past.length)
}

/** A window whose state is made of its base and its blocks. */
export function windowOf({ base, blocks, cursor }: Omit<Window, 'state'>): Window {
  return { base, blocks, cursor, state: evolved(structuredClone(base.state), blocks) }
}

function evolved(state: MarketState, blocks: readonly ReadBlock[]): MarketState {
  return blocks.flatMap(({ events }) => events).reduce(evolve, state)
}
