import type { NodeCounts } from './nodes.ts'
import type { Observation, RunSetting, Tier } from './observation.ts'
import type { Providers } from './providers.ts'
import type { Tally } from './tally.ts'

/** All that the KPIs are computed from, once, at the end. */
export type RunSoFar = {
  setting: RunSetting
  tally: Tally
  providers: Providers
  nodes: NodeCounts
  /** Busy and online power, summed over the ticks. */
  capacity: Record<Tier, { online: number; busy: number }>
  last: Observation
  /** Ticks that were observed; fewer than planned where a run was cut short. */
  ticks: number
}
