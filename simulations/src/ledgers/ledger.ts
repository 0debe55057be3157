import type { MarketEvent, MarketState } from '@aiigo/protocol'
import type { ConservationCheck } from '../report/observation.ts'
import type { Command, Rejection } from './commands.ts'

/**
 * Told of every event, in the order of the ledger, once it has changed the state. Nobody keeps them for a later look: a year
 * has twelve million, and what is dropped at once costs a garbage collector nothing.
 */
export type Listener = (event: MarketEvent) => void

/** Everything that a ledger said to some commands, for whoever has to have it together. */
export type Answer = { events: readonly MarketEvent[]; rejections: readonly Rejection[] }

/** What a comparison of the ledger with the state of its events found. */
export type Audit = {
  /** Every balance, to the last wei. */
  checks: ConservationCheck[]
  /** How many entities were compared field by field. */
  compared: { nodes: number; tasks: number }
  /** Where they differ, a line each; empty when all is well. */
  differences: string[]
}

/** Takes commands, tells what happens and answers with what it refused. Agents cannot tell which ledger they run on. */
export type Ledger = {
  /** For the manifest: what this ledger is, and what is fixed about it. */
  readonly facts: Readonly<Record<string, string>>
  /** The market after all that was submitted so far. The ledger changes it in place; nobody else does. */
  readonly state: MarketState
  /** Who governs the market: may set tiers and clear reviews. */
  readonly governor: `0x${string}`
  /**
   * Commands without `at` are one block at `time`, in their order; those with `at` one block for each moment after it.
   * There is a block at `time` even when there is no command: a tick is a block.
   *
   * @param time Unix seconds, after everything before
   */
  submit(time: number, commands: readonly Command[], listen: Listener): Promise<readonly Rejection[]>
  /** Only the moments after `time`; no block of its own. */
  submitLate(commands: readonly Command[], listen: Listener): Promise<readonly Rejection[]>
  /** A tick is over and was observed: what has ended may leave the state. */
  endTick(): void
  /** Compares the ledger's balances and views with the state that its events made. */
  audit(): Promise<Audit>
  close(): Promise<void>
}
