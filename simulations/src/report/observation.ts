import type { ResourceType } from '@aiigo/core'
import type { MarketState } from '@aiigo/protocol'

export type ProviderType = 'gpu' | 'cpu' | 'network' | 'mobile' | 'iot'
export type BuyerType = 'startup' | 'researcher' | 'enterprise' | 'developer'

/** 1 owned by the platform, 2 leased from a cloud, 3 the community. */
export type Tier = 1 | 2 | 3

/** One provider and its node, as the scenario drew it. */
export type ProviderSetting = {
  address: `0x${string}`
  type: ProviderType
  tier: Tier
  resourceType: ResourceType
  region: string
  hardware: string
  /** Hashes a second that the simulated machine really makes. */
  hashRate: number
  /** Asking price in wei per hour. */
  pricePerHour: bigint
  /** What an hour of work costs the provider, in wei. */
  costPerHour: bigint
}

export type BuyerSetting = { address: `0x${string}`; type: BuyerType }

/** What a run says of itself before its first tick. */
export type RunSetting = {
  name: string
  /** What the scenario says of itself, in a sentence. */
  description?: string
  seed: number
  /** Unix time of tick 0, in seconds. */
  start: number
  /** Seconds of one tick. */
  tick: number
  ticks: number
  /** US dollars for one ETH, fixed for the run. */
  ethUsd: number
  /** How many hashes of a simulated machine one really computed hash stands for, by resource type (a sensor and a GPU are a
   *  factor of 100,000 apart); verified power on the chain × hashScale[resourceType] = simulated power. */
  hashScale: Readonly<Record<ResourceType, number>>
  providers: readonly ProviderSetting[]
  buyers: readonly BuyerSetting[]
}

/** The tick in which something happens. */
export type Tick = {
  tick: number
  /** Unix time of the tick's block, in seconds; the tick lasts from here to the next one's. */
  time: number
  /** The market as the events so far say. A task that ended stays in it at least until its tick has been observed. */
  state: MarketState
}

/** What is looked at once a tick, after its last event: nothing of it is kept inside the agents. */
export type Observation = Tick & {
  /** Who is switched on in this tick, spelled as in the setting. The next tick may change the same set: do not keep it. */
  online: ReadonlySet<`0x${string}`>
  /** Tasks that demand asked for in this tick, and those of them that nobody could be found for at once, by the matcher's
   *  criterion that stood in the way; `aboveLimit` cost more than their buyer's limit, as the market takes no smaller ones. */
  demand: { tasks: number; unmatched: number; reasons: Readonly<Record<string, number>>; aboveLimit: number }
}

/** One balance that the chain holds, beside what the events say that it must hold, in wei. */
export type ConservationCheck = { name: string; expected: bigint; actual: bigint }

/** What only whoever ran the simulation knows at its end. Nothing of the clock or the machine belongs in here. */
export type RunResult = {
  /** The command that makes this run again, as a person would type it. */
  command: string
  /** Every balance compared at the end of the run, to the last wei; empty where nothing was compared. */
  conservation: readonly ConservationCheck[]
  /** Facts for the reader, shown as they are: versions, hashes, `ledger: anvil`. */
  facts?: Readonly<Record<string, string>>
}
