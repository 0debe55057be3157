import type { MarketEvent, MarketEventName } from './events.ts'
import { accessEvents } from './evolve/access.ts'
import { auctionEvents } from './evolve/auctions.ts'
import { challengeEvents } from './evolve/challenges.ts'
import { escrowEvents } from './evolve/escrows.ts'
import { nodeEvents } from './evolve/nodes.ts'
import { parameterEvents } from './evolve/parameters.ts'
import { payoutEvents } from './evolve/payouts.ts'
import { taskEvents } from './evolve/tasks.ts'
import { type Handlers, UnfittingEventError } from './fit.ts'
import type { MarketState } from './state.ts'

const handlers: Handlers<MarketEventName> = {
  ...nodeEvents,
  ...challengeEvents,
  ...escrowEvents,
  ...payoutEvents,
  ...taskEvents,
  ...auctionEvents,
  ...parameterEvents,
  ...accessEvents,
}

/** Whether an event of the contracts says something about the market's state; those of their proxies do not. */
export function isMarketEventName(name: string): name is MarketEventName {
  return Object.hasOwn(handlers, name)
}

/**
 * The market after one more event. It decides nothing and knows no clock: the same events make the same state anywhere.
 *
 * **It changes `state` in place and returns it**, because a copy a event would cost more than the event: use the result
 * only, and never keep the argument. An event that does not fit throws before anything has changed.
 *
 * @throws UnfittingEventError when the log has a gap, is out of order, or comes from another market
 * @example
 * let state = createState(parameters)
 * for (const event of log) state = evolve(state, event)
 */
export function evolve(state: MarketState, event: MarketEvent): MarketState {
  const handle = handlers[event.name] as ((state: MarketState, event: MarketEvent) => void) | undefined
  if (!handle) throw new UnfittingEventError(event, 'an event of the market', event.name)
  handle(state, event)
  return state
}
