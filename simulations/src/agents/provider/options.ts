import type { ResourceType } from '@aiigo/core'
import type { Chance } from '../../engine/chance.ts'
import type { Clock } from '../../engine/clock.ts'

/** A provider with one machine, as the scenario drew it. */
export type ProviderOptions = {
  name: string
  address: `0x${string}`
  resourceType: ResourceType
  /** 1 owned by the platform, 2 leased from a cloud, 3 the community. */
  tier: 1 | 2 | 3
  hardware: string
  region: string
  latencyMs: number
  /** Simulated hashes a second. */
  hashRate: number
  /** Simulated hashes that one computed hash stands for. */
  hashScale: number
  /** Asking price at the start, wei. */
  pricePerHour: bigint
  /** What an hour of work costs, wei. */
  costPerHour: bigint
  /** Hours of the day (UTC) in which it takes work. What is under way it finishes at any hour. */
  hours: readonly [number, number]
  /** The share of these hours in which it really is on. */
  availability: number
  /** The probability that a task it took is never delivered. */
  failure: number
  /** Wei, beside the registration fee. */
  stake: bigint
  /** Unix seconds. */
  joinsAt: number
  /** Seconds over which its earnings must pay for its costs. */
  patience: number
  /** Seconds between two proofs; undefined for as often as trust level 2 asks for, then once a day. */
  proofs?: number | undefined
  /** Seconds between two looks at the market's prices. */
  reprices: number
  clock: Clock
  /** Seconds between two blocks, on which a solution is handed in. */
  slot: number
  /** Seconds between two moments at which a result is handed in. */
  resultGrid: number
  chance: Chance
}
