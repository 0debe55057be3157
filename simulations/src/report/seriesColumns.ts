import { ResourceType, TaskStatus } from '@aiigo/core'
import { type Cell, type Column, type ColumnType, stableJson } from './column.ts'
import type { NodeCounts } from './nodes.ts'
import type { Observation, RunSetting, Tier } from './observation.ts'
import { benchmarkPrice, meanDown, medianDown } from './prices.ts'
import type { Flow, Money, Tally } from './tally.ts'
import { resourceNameOf, roundTo, SECONDS_PER_DAY, shareOf, tiers } from './units.ts'

/** All that one row of the series is read from. */
export type Glance = { setting: RunSetting; observation: Observation; tally: Tally; flow: Flow; nodes: NodeCounts }

type Read = (glance: Glance) => Cell

const column = (name: string, type: ColumnType, unit: string, meaning: string, read: Read): Column<Glance> => ({
  name,
  type,
  unit,
  meaning,
  read,
})
const types = Object.values(ResourceType)
const typeLabels = ['GPU', 'CPU', 'network', 'mobile', 'IoT'] as const
const tierLabels = { 1: 'Tier 1 (owned)', 2: 'Tier 2 (cloud)', 3: 'Tier 3 (community)' } as const

/**
 * The columns of series.parquet, one row a tick. "So far" counts from the run's start; what is not marked so is of the tick
 * (flows) or at its end (levels).
 */
export const seriesColumns: readonly Column<Glance>[] = [
  column('tick', 'integer', '', 'Number of the tick, from 0', (at) => at.observation.tick),
  column('time', 'time', 'UTC', "Time of the tick's block", (at) => at.observation.time),
  ...taskColumns(),
  ...demandColumns(),
  ...tiers.flatMap(tierColumns),
  ...priceColumns(),
  ...types.flatMap(powerColumns),
  ...trustColumns(),
  ...accountColumns(),
  ...moneyColumns(),
]

function taskColumns(): Column<Glance>[] {
  const counted = (name: string, status: TaskStatus, meaning: string) =>
    column(name, 'integer', 'tasks', meaning, (at) => at.tally.tasks[status])
  return [
    counted('tasks_open', TaskStatus.Open, 'Waiting for a node'),
    counted('tasks_assigned', TaskStatus.Assigned, 'Accepted by a node, not started'),
    counted('tasks_in_progress', TaskStatus.InProgress, 'Being worked on'),
    counted('tasks_completed', TaskStatus.Completed, 'Result handed in, under review by the buyer'),
    counted('tasks_disputed', TaskStatus.Disputed, 'Before the arbitrator'),
    counted('tasks_verified', TaskStatus.Verified, 'Ended and paid, so far'),
    counted('tasks_cancelled', TaskStatus.Cancelled, 'Cancelled or expired and refunded, so far'),
    counted('tasks_failed', TaskStatus.Failed, 'Attempts used up and refunded, so far'),
    column('tasks_new', 'integer', 'tasks', 'Posted in the tick', (at) => at.flow.tasksNew),
    column('tasks_finished', 'integer', 'tasks', 'Ended in the tick, well or not', (at) => at.flow.tasksFinished),
  ]
}

function demandColumns(): Column<Glance>[] {
  return [
    column('demand_tasks', 'integer', 'tasks', 'Asked for by demand in the tick', (at) => at.observation.demand.tasks),
    column(
      'demand_unmatched',
      'integer',
      'tasks',
      'Of those, with nobody to take them when they were asked for',
      (at) => at.observation.demand.unmatched,
    ),
    column(
      'demand_unmatched_reasons',
      'text',
      'JSON',
      "Unmatched tasks by the matcher's criterion that stood in the way",
      (at) => stableJson(at.observation.demand.reasons),
    ),
  ]
}

function tierColumns(tier: Tier): Column<Glance>[] {
  const label = tierLabels[tier]
  const { online, busy } = {
    online: (at: Glance) => at.nodes.capacity[tier].online,
    busy: (at: Glance) => at.nodes.capacity[tier].busy,
  }
  return [
    column(
      `capacity_online_tier${tier}`,
      'double',
      'TFLOPS',
      `${label}: verified power on machines switched on`,
      (at) => roundTo(online(at)),
    ),
    column(
      `capacity_busy_tier${tier}`,
      'double',
      'TFLOPS',
      `${label}: of that, at work on tasks, on average over the tick`,
      (at) => roundTo(busy(at)),
    ),
    column(
      `utilization_tier${tier}`,
      'double',
      'share',
      `${label}: busy ÷ online; empty while nothing is online`,
      (at) => shareOf(busy(at), online(at)),
    ),
  ]
}

function priceColumns(): Column<Glance>[] {
  const wei = (name: string, meaning: string, read: Read) => column(name, 'wei', 'wei per hour', meaning, read)
  return [
    wei('price_mean', 'Mean price of the tasks paid in the tick', (at) => meanDown(at.flow.prices.flat())),
    wei('price_median', 'Median price of the tasks paid in the tick', (at) => medianDown(at.flow.prices.flat())),
    ...types.flatMap((type) => {
      const [name, label] = [resourceNameOf(type), typeLabels[type]]
      const prices = (at: Glance) => at.flow.prices[type]!
      return [
        wei(`price_mean_${name}`, `The same, ${label} tasks only: mean`, (at) => meanDown(prices(at))),
        wei(`price_median_${name}`, `The same, ${label} tasks only: median`, (at) => medianDown(prices(at))),
        wei(`price_benchmark_${name}`, `Mean asking price of Tier 1 for ${label}: the benchmark`, (at) =>
          benchmarkPrice(at.setting, type),
        ),
      ]
    }),
  ]
}

function powerColumns(type: ResourceType): Column<Glance>[] {
  const [name, label] = [resourceNameOf(type), typeLabels[type]]
  const rates = (at: Glance) => at.nodes.hashRates[type]!
  return [
    column(
      `hash_rate_verified_${name}`,
      'double',
      'H/s',
      `${label}, active nodes: what their proofs say, scaled to the simulated machines`,
      (at) => roundTo(rates(at).verified),
    ),
    column(
      `hash_rate_true_${name}`,
      'double',
      'H/s',
      `${label}, the same nodes: what their machines really make`,
      (at) => roundTo(rates(at).true),
    ),
  ]
}

function trustColumns(): Column<Glance>[] {
  return ([0, 1, 2, 3, 4] as const).map((level) =>
    column(
      `trust_level_${level}`,
      'integer',
      'nodes',
      `Nodes of trust level ${level}`,
      (at) => at.nodes.trustLevels[level],
    ),
  )
}

function accountColumns(): Column<Glance>[] {
  return [
    column('nodes_registered', 'integer', 'nodes', 'Nodes in the registry', (at) => at.observation.state.nodes.size),
    column('nodes_active', 'integer', 'nodes', 'Nodes with status Active', (at) => at.nodes.active),
    column('nodes_online', 'integer', 'nodes', 'Of those, on a machine switched on', (at) => at.nodes.online),
    column('buyers_active', 'integer', 'buyers', 'Buyers who posted a task in the last 24 hours', (at) =>
      recentBuyers(at),
    ),
    column('challenges_passed', 'integer', 'challenges', 'Passed in the tick', (at) => at.flow.challengesPassed),
    column('challenges_failed', 'integer', 'challenges', 'Failed in the tick', (at) => at.flow.challengesFailed),
  ]
}

function recentBuyers({ tally, observation }: Glance): number {
  let recent = 0
  for (const time of tally.buyers.values()) if (time > observation.time - SECONDS_PER_DAY) recent += 1
  return recent
}

function moneyColumns(): Column<Glance>[] {
  const flow = (name: string, key: keyof Money, meaning: string) =>
    column(name, 'wei', 'wei', meaning, (at) => at.flow.money[key])
  return [
    flow('escrow_deposited', 'deposited', 'Paid into escrow by buyers in the tick'),
    flow('paid_to_providers', 'paidToProviders', 'Released to providers, after the fee'),
    flow('platform_fees', 'platformFees', 'Kept as platform fee at release'),
    flow('refunded', 'refunded', 'Given back to buyers'),
    flow('registration_fees', 'registrationFees', 'Paid for registering nodes'),
    flow('slashed', 'slashed', 'Taken from stakes'),
    flow('stake_deposited', 'stakeDeposited', 'Put up as stake'),
    flow('stake_withdrawn', 'stakeWithdrawn', 'Taken back from stake'),
    column('escrow_held', 'wei', 'wei', 'In escrow at the end of the tick', ({ tally }) => escrowHeld(tally.money)),
    column('stakes', 'wei', 'wei', 'Stakes of all nodes at the end of the tick', (at) => at.nodes.stakes),
  ]
}

/** Deposits that are neither released nor refunded. */
export function escrowHeld({ deposited, paidToProviders, platformFees, refunded }: Money): bigint {
  return deposited - paidToProviders - platformFees - refunded
}
