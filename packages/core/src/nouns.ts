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
