/** How a figure is written: a count, a share from 0 to 1, US dollars, US dollars a month, hashes a second. */
export type KpiUnit = 'providers' | 'buyers' | 'H/s' | 'USD a month' | 'share'

export type KpiName =
  | 'activeProviders'
  | 'activeBuyers'
  | 'totalPower'
  | 'monthlyVolume'
  | 'providerRetention'
  | 'taskSuccessRate'
  | 'averageProviderEarnings'

export type Target = { label: string; unit: KpiUnit; target: number; extrapolated: boolean; how: string }

/** The Year-1 targets of the system design, and how a run measures each. Every target is a lower bound. */
export const targets: Readonly<Record<KpiName, Target>> = {
  activeProviders: {
    label: 'Active providers',
    unit: 'providers',
    target: 10_000,
    extrapolated: false,
    how: 'Providers with an active node on a machine that was switched on in the last 24 hours of the run.',
  },
  activeBuyers: {
    label: 'Active buyers',
    unit: 'buyers',
    target: 500,
    extrapolated: false,
    how: 'Buyers who posted a task in the last 7 days of the run.',
  },
  totalPower: {
    label: 'Total computing power',
    unit: 'H/s',
    target: 1e17,
    extrapolated: false,
    how: 'Verified keccak-256 hash rate of the active nodes, as simulated: how fast they hash, no more.',
  },
  monthlyVolume: {
    label: 'Monthly volume',
    unit: 'USD a month',
    target: 1_000_000,
    extrapolated: true,
    how: 'Payments that left escrow for providers and platform in the run, scaled from its length to 30 days.',
  },
  providerRetention: {
    label: 'Provider retention',
    unit: 'share',
    target: 0.8,
    extrapolated: false,
    how: 'Of the providers present in the first half of the run, those still present at its end (its last day, or the last half of a shorter run).',
  },
  taskSuccessRate: {
    label: 'Task success rate',
    unit: 'share',
    target: 0.95,
    extrapolated: false,
    how: 'Of the tasks that a node accepted and that have ended, those that were verified and paid.',
  },
  averageProviderEarnings: {
    label: 'Average provider earnings',
    unit: 'USD a month',
    target: 200,
    extrapolated: true,
    how: 'Net of the platform fee, per community provider who was present at least once, scaled from the run’s length to 30 days.',
  },
}

export const kpiNames = Object.keys(targets) as KpiName[]
