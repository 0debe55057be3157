import type { Command, Rejection } from '../ledgers/commands.ts'
import type { TaskDocument } from './matchmaker.ts'
import type { Offer } from './offers.ts'
import type { View } from './view.ts'

/** A wish of a buyer, and whether anybody could be found for it when it was uttered. */
export type Wish = {
  isMatched: boolean
  /** The matcher's criterion that stood in the way. */
  reason?: string
  /** The market takes no task as small as this one, so that it pays more than its buyer's limit. */
  isAboveLimit?: true
}

/** What an agent wants done. */
export type Decision = {
  commands: readonly Command[]
  /** Documents to publish, each with its URI. */
  documents?: readonly (readonly [uri: string, document: TaskDocument])[]
  /** What a buyer asked for in this tick. */
  wishes?: readonly Wish[]
  /** Whether its machine is switched on in this tick. @default false */
  isOnline?: boolean
  /** Whether it may have more to do before the tick is over: only then is it asked to `respond`. @default false */
  responds?: boolean
}

/**
 * Somebody in the market. All agents decide on the same view, then all act; so deciding changes nothing but the agent's
 * own memory.
 */
export type Agent = {
  /** Unique, such as `provider/rtx-4090/3`; its chance is split off by it. */
  readonly name: string
  readonly address: `0x${string}`
  /** What it announces before the others decide; undefined while its machine is off. */
  offer?(view: Pick<View, 'time' | 'nodeOf' | 'state'>): Offer | undefined
  /** What it does in the tick's block. */
  decide(view: View): Decision
  /**
   * What it does later inside the tick, when its decision said that it may: every command has `at`, after `view.time` and
   * before `view.end`.
   */
  respond?(view: View): readonly Command[] | Promise<readonly Command[]>
  /** Told what of its own was refused. */
  onRejected?(rejection: Rejection): void
}
