// The numbers that stand on the wire for the protocol's nouns. Their order is the ABI: append, never insert.

/** What a node offers. */
export const ResourceType = { GPU: 0, CPU: 1, Network: 2, Mobile: 3, IoT: 4 } as const
export type ResourceType = (typeof ResourceType)[keyof typeof ResourceType]

/** Where a node stands. A node that the seed design calls Earning is Active with an open task. */
export const NodeStatus = { Pending: 0, Verified: 1, Active: 2, Inactive: 3, Slashed: 4, Rejected: 5 } as const
export type NodeStatus = (typeof NodeStatus)[keyof typeof NodeStatus]

/** Where a task stands. */
export const TaskStatus = {
  Open: 0,
  Assigned: 1,
  InProgress: 2,
  Completed: 3,
  Verified: 4,
  Disputed: 5,
  Cancelled: 6,
  Failed: 7,
} as const
export type TaskStatus = (typeof TaskStatus)[keyof typeof TaskStatus]

/** How a dispute ended: cases A, B and C of the seed design, and the dispute window over without a ruling. */
export const DisputeOutcome = { BuyerWins: 0, ProviderWins: 1, Split: 2, NobodyRuled: 3 } as const
export type DisputeOutcome = (typeof DisputeOutcome)[keyof typeof DisputeOutcome]

/** How a task ended for the node that worked on it. Settled: shared between the parties, without consequences for the node. */
export const TaskOutcome = {
  Verified: 0,
  TimedOut: 1,
  Abandoned: 2,
  DisputeWon: 3,
  DisputeLost: 4,
  Settled: 5,
} as const
export type TaskOutcome = (typeof TaskOutcome)[keyof typeof TaskOutcome]

/** Why an attempt failed. */
export const AttemptFailure = { TimedOut: 0, Abandoned: 1 } as const
export type AttemptFailure = (typeof AttemptFailure)[keyof typeof AttemptFailure]

/** Who may take a task: the first eligible node, the one with the best sealed bid, or the one that it is addressed to. */
export const AssignmentMode = { Instant: 0, SealedBid: 1, Direct: 2 } as const
export type AssignmentMode = (typeof AssignmentMode)[keyof typeof AssignmentMode]

/** Where a node's bid stands. Reported: it was not revealed in time, and somebody said so. */
export const BidStatus = { None: 0, Committed: 1, Revealed: 2, Reported: 3 } as const
export type BidStatus = (typeof BidStatus)[keyof typeof BidStatus]

/** Where an escrow stands. Settled: by a dispute, or below the deposit. */
export const EscrowStatus = { None: 0, Held: 1, Released: 2, Refunded: 3, Disputed: 4, Settled: 5 } as const
export type EscrowStatus = (typeof EscrowStatus)[keyof typeof EscrowStatus]

/** Why a node may not take a task; the order is the order of the contract's checks. */
export const Eligibility = {
  Eligible: 0,
  UnknownNode: 1,
  NotActive: 2,
  UnderReview: 3,
  Suspended: 4,
  OwnerBanned: 5,
  NotOwner: 6,
  OwnerIsBuyer: 7,
  WrongResourceType: 8,
  PowerTooLow: 9,
  StakeTooLow: 10,
  TrustLevelTooLow: 11,
  AtCapacity: 12,
} as const
export type Eligibility = (typeof Eligibility)[keyof typeof Eligibility]
