export type { MarketEvent, MarketEventArgs, MarketEventName, MarketEventPlace } from './events.ts'
export type { ChallengeState, EscrowState, MarketState, NodeState, TaskState } from './state.ts'
