import { BaseError, type EscrowStatus } from '@aiigo/core'
import type { MarketEvent, MarketEventName } from './events.ts'
import type { Hex } from './hex.ts'
import type { AuctionState, ChallengeState, EscrowState, MarketState, NodeState, TaskState } from './state.ts'

/** One function an event: first everything that has to fit, then the change. */
export type Handlers<names extends MarketEventName> = {
  [name in names]: (state: MarketState, event: MarketEvent<name>) => void
}

/** What the event says was there before has to be what the state has: a difference means a gap in the log. */
export function fits(event: MarketEvent, what: string, expected: unknown, seen: unknown): void {
  if (expected !== seen) throw new UnfittingEventError(event, `${what} ${String(expected)}`, seen)
}

/** As {@link fits}, where several are possible. */
export function fitsOne(event: MarketEvent, what: string, expected: readonly unknown[], seen: unknown): void {
  if (!expected.includes(seen)) throw new UnfittingEventError(event, `${what} ${expected.join(' or ')}`, seen)
}

export function nodeOf(state: MarketState, event: MarketEvent<NodeEventName>): NodeState {
  return state.nodes.get(event.args.nodeId) ?? missing(event, 'a node', event.args.nodeId)
}

export function taskOf(state: MarketState, event: MarketEvent<TaskEventName>): TaskState {
  return state.tasks.get(event.args.taskId) ?? missing(event, 'a task', event.args.taskId)
}

export function challengeOf(state: MarketState, event: MarketEvent<ChallengeEventName>): ChallengeState {
  return state.challenges.get(event.args.challengeId) ?? missing(event, 'an open challenge', event.args.challengeId)
}

/** The task's escrow, when its status is one of these. */
export function escrowIn(
  state: MarketState,
  event: MarketEvent<TaskEventName>,
  ...statuses: readonly EscrowStatus[]
): EscrowState {
  const escrow = state.escrows.get(event.args.taskId) ?? missing(event, 'an escrow', event.args.taskId)
  fitsOne(event, 'an escrow of status', statuses, escrow.status)
  return escrow
}

export function auctionOf(state: MarketState, event: MarketEvent<TaskEventName>): AuctionState {
  return state.auctions.get(event.args.taskId) ?? missing(event, 'an auction', event.args.taskId)
}

export function isNew(event: MarketEvent, entities: ReadonlyMap<Hex, unknown>, id: Hex): void {
  if (entities.has(id)) throw new UnfittingEventError(event, 'an id that is new', id)
}

function missing(event: MarketEvent, what: string, id: Hex): never {
  throw new UnfittingEventError(event, `${what} that is known`, id)
}

type WithId<id extends string> = {
  [name in MarketEventName]: MarketEvent<name>['args'] extends Record<id, Hex> ? name : never
}[MarketEventName]
type NodeEventName = WithId<'nodeId'>
type TaskEventName = WithId<'taskId'>
type ChallengeEventName = WithId<'challengeId'>

/** An event says something that cannot follow from the state: the log has a gap, is out of order, or is another market's. */
export class UnfittingEventError extends BaseError {
  override name = 'UnfittingEventError'
  readonly event: MarketEvent

  constructor(event: MarketEvent, expected: string, seen: unknown) {
    super(`The event ${event.name} does not fit the state of the market.`, {
      details: [
        `Expected: ${expected}`,
        `Seen: ${String(seen)}`,
        `Place: block ${event.block}, log ${event.index}, time ${event.time}`,
      ],
      hint: 'Start from a checkpoint and read the log again, without gaps and in its order.',
    })
    this.event = event
  }
}
