export { createState } from './createState.ts'
export { type Context, type ErrorArgs, type ErrorName, RefusedError } from './decide/transaction.ts'
export { trustLevelOf } from './decide/trust.ts'
export { type Command, decide } from './decide.ts'
export type { EventContract, MarketEvent, MarketEventArgs, MarketEventName, MarketEventPlace } from './events.ts'
export { evolve, isMarketEventName } from './evolve.ts'
export { UnfittingEventError } from './fit.ts'
export { forgetEnded } from './forgetEnded.ts'
export type { CommandArgs } from './generated/commands.ts'
export { type GenesisOptions, genesis } from './genesis.ts'
export type { Address, Hex } from './hex.ts'
export { challengeIdOf, challengeSeedOf, commitmentOf, countedSaltOf, nodeIdOf, taskIdOf } from './ids.ts'
export { restore, SnapshotError, snapshot } from './snapshot.ts'
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
  getOwner,
  getPausedUntil,
  getPendingDefaultAdmin,
  getRoleMembers,
  hasRole,
  isPaused,
} from './views/access.ts'
export {
  type ChallengeDetails,
  type ChallengeHistory,
  getChallenge,
  getChallengeDetails,
  getNextChallengeAt,
  getNextDifficulty,
  getVerificationHistory,
  rememberChallenge,
} from './views/challenges.ts'
export { getEligibility, getEligibilityOfOwner, type TaskClaim } from './views/eligibility.ts'
export {
  getAccruedFees,
  getCreditOf,
  getEscrow,
  getEscrowDetails,
  getTreasury,
  isCurrencyAccepted,
  type PayoutContract,
  previewDispute,
  previewRelease,
  previewReleaseAt,
} from './views/escrows.ts'
export {
  getActiveNodes,
  getNode,
  getNodeCount,
  getNodeDetails,
  getNodesByOwner,
  getNodeTrustLevel,
  getOwnerNodeCount,
  getProof,
  isBanned,
  isNodeActive,
} from './views/nodes.ts'
export type { Page } from './views/page.ts'
export {
  getNodeRegistryParameters,
  getPlatformFeeBps,
  getProofOfWorkVerifierParameters,
  getReferencePrice,
  getTaskMarketplaceParameters,
} from './views/parameters.ts'
export { freePower, freshPower } from './views/power.ts'
export {
  estimateTaskCost,
  getAuction,
  getBid,
  getBuyerTaskCount,
  getDisputeBond,
  getOpenTasks,
  getTask,
  getTaskCount,
  getTaskDetails,
  getTasksByBuyer,
  getTasksByProvider,
  isExcluded,
  matchTask,
} from './views/tasks.ts'
