import type { NodeStatus, ResourceType } from '@aiigo/core'

export type Hex = `0x${string}`

/** 1 the platform's own nodes, 2 leased from a cloud, 3 community. */
export type Tier = 1 | 2 | 3

/**
 * A node as matching sees it: what the market state knows of it, and what its owner announces off-chain
 * (price, region, latency, uptime). Plain data; fields beyond these are ignored.
 */
export type Candidate = {
  /** 32 bytes, unique among the candidates. */
  nodeId: Hex
  /** The provider's address, 20 bytes; upper and lower case are the same address. */
  owner: Hex
  resourceType: ResourceType
  status: NodeStatus
  /** A ban is proposed: until that is decided it takes nothing. */
  suspended: boolean
  /** Awaiting review after too many failures: more than 20 % of at least 10 tasks. */
  flagged: boolean
  /** Verified power in 1e-18 TFLOPS, 0 once the last proof is too old: freshness is the caller's to apply. */
  power: bigint
  /** Of `power`, what open tasks hold; more than `power` when the power fell since. 1e-18 TFLOPS. */
  powerReserved: bigint
  /**
   * 0 to 4, as `trustLevel` of `@aiigo/core` computes it; 0 where the stake is below the market's minimum, which may be
   * more than level 2 asks for.
   */
  trustLevel: number
  /** 0 to 10,000 basis points. */
  reputation: number
  /** The asking price, in the smallest unit of the request's currency. Announced. */
  pricePerHour: bigint
  /** Any name, compared as written: `eu` is not `EU`. Announced. */
  region: string
  /** Round trip to the buyer in milliseconds. Measured or announced. */
  latencyMs: number
  /** 0 to 10,000 basis points of the time. Measured or announced. */
  uptimeBps: number
  /** Tasks assigned to the node and not ended. */
  openTasks: number
  tier: Tier
}

/** What a buyer asks for. A field that is not listed here is refused: a misspelt filter is a filter left out. */
export type Request = {
  /** The buyer's address; its own nodes are excluded. */
  buyer: Hex
  resourceType: ResourceType
  /** 1e-18 TFLOPS that must be verified and free. */
  requiredPower: bigint
  /** Above zero, in the smallest unit of the currency in which candidates ask. */
  maxPricePerHour: bigint
  /** 0 to 4; 0 counts as 1, which is also the default. For a task on chain, the level fixed when it was posted. */
  minTrustLevel?: number | undefined
  /** Any of these will do. Left out: anywhere. */
  regions?: readonly string[] | undefined
  /** The SLA, in basis points of the time; 0 by default. From 9,999 on only the platform's own nodes (tier 1) offer it. */
  minUptimeBps?: number | undefined
  /** Nodes that have failed this task before. */
  failedNodes?: readonly Hex[] | undefined
}
