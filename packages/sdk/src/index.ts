export type { Deployment } from '@aiigo/clients'
export { AssignmentMode, BaseError, DisputeOutcome, NodeStatus, ResourceType, TaskStatus } from '@aiigo/core'
export { type BidOptions, type Bids, UnknownCommitmentError } from './bids.ts'
export type { Challenges } from './challenges.ts'
export { type CallOptions, type Done, MissingEventError } from './context.ts'
export { type Aiigo, type CreateAiigoOptions, createAiigo } from './createAiigo.ts'
export { CodeNotLoadedError } from './loaded.ts'
export type { Market } from './market/createMarket.ts'
export {
  ForeignLogError,
  MarketStoreError,
  type MarketStoreFault,
  OtherChainError,
  UnsettledChainError,
} from './market/errors.ts'
export type { Difference } from './market/reconcile.ts'
export { indexedDbStore } from './market/stores/indexedDbStore.ts'
export { memoryStore } from './market/stores/memoryStore.ts'
export type { MarketStore } from './market/stores/store.ts'
export type {
  BlockRef,
  FollowOptions,
  MarketOptions,
  MarketUpdate,
  MarketUpdateOf,
  RetryPolicy,
} from './market/types.ts'
export type { ListNodesOptions, Nodes, RegisterOptions } from './nodes.ts'
export { DeadlineMissedError, type ProveOptions, type ProveResult } from './prove.ts'
export type { ListTasksOptions, Paid, PostTaskOptions, Tasks } from './tasks.ts'
