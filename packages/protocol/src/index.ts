export type { MarketEvent, MarketEventArgs, MarketEventName, MarketEventPlace } from './events.ts'
export type { ChallengeState, EscrowState, MarketParameters, MarketState, NodeState, TaskState } from './state.ts'
