export { createState } from './createState.ts'
export { type Context, type ErrorArgs, type ErrorName, RefusedError } from './decide/transaction.ts'
export { type Command, decide } from './decide.ts'
export type { EventContract, MarketEvent, MarketEventArgs, MarketEventName, MarketEventPlace } from './events.ts'
export { evolve, isMarketEventName } from './evolve.ts'
export { UnfittingEventError } from './fit.ts'
export type { CommandArgs } from './generated/commands.ts'
export { challengeIdOf, challengeSeedOf, commitmentOf, countedSaltOf, nodeIdOf, taskIdOf } from './ids.ts'
export type {
  AccessState,
  AuctionState,
  BidState,
  ChallengeState,
  EscrowState,
  MarketDeployment,
  MarketState,
  NodeState,
  ProofState,
  TaskState,
} from './state.ts'
export {
  getAccruedFees,
  getCreditOf,
  getEscrow,
  getEscrowDetails,
  isCurrencyAccepted,
  type PayoutContract,
} from './views/escrows.ts'
export {
  getActiveNodes,
  getNode,
  getNodeCount,
  getNodeDetails,
  getNodesByOwner,
  getProof,
  isBanned,
  isNodeActive,
} from './views/nodes.ts'
export { freePower, freshPower, trustLevelOf } from './views/power.ts'
export {
  getAuction,
  getBid,
  getDisputeBond,
  getOpenTasks,
  getTask,
  getTaskCount,
  getTaskDetails,
  getTasksByBuyer,
  getTasksByProvider,
  isExcluded,
} from './views/tasks.ts'
