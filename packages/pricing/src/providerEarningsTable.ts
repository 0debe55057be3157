import { type Integer, ResourceType } from '@aiigo/core'
import { type Earnings, type EarningsOptions, earnings, type UnitEarningsOptions, unitEarnings } from './earnings.ts'

/** A row of the table: who, at what rate, how much, and what a month of it earns. */
export type ProviderEarningsRow = Earnings & {
  label: string
  resourceType: ResourceType
  /** USD for one `unit`, as decimal text */
  usdPerUnit: string
  unit: 'hour' | 'GB' | 'task'
  /** the share of the hours that are worked, for rows paid by the hour */
  utilization?: string
  /** for rows paid by the unit */
  unitsPerDay?: number
  /** the rounded USD a month that the seed design prints: gross, though it does not say so */
  printedUsd: number
}

type Rate = Omit<ProviderEarningsRow, keyof Earnings>

const { GPU, CPU, Network, Mobile } = ResourceType

const rates: readonly Rate[] = [
  {
    label: 'High-end GPU (RTX 4090)',
    resourceType: GPU,
    usdPerUnit: '0.80',
    unit: 'hour',
    utilization: '0.60',
    printedUsd: 350,
  },
  {
    label: 'Mid-range GPU (RTX 3080)',
    resourceType: GPU,
    usdPerUnit: '0.40',
    unit: 'hour',
    utilization: '0.60',
    printedUsd: 175,
  },
  {
    label: 'Server CPU (32 cores)',
    resourceType: CPU,
    usdPerUnit: '0.15',
    unit: 'hour',
    utilization: '0.70',
    printedUsd: 75,
  },
  {
    label: 'Network (1Gbps)',
    resourceType: Network,
    usdPerUnit: '0.02',
    unit: 'GB',
    unitsPerDay: 500,
    printedUsd: 300,
  },
  { label: 'Mobile Device', resourceType: Mobile, usdPerUnit: '0.01', unit: 'task', unitsPerDay: 100, printedUsd: 30 },
]

/**
 * The seed design's table of monthly earnings (section "Example Earnings"), row by row, over a month of 730 hours. Its
 * figures leave out the platform fee: here they are the gross, with fee and net beside it, in units of 1e-18 USD.
 *
 * @param feeBps the platform's; by default 800
 * @throws InvalidArgumentError
 * @example providerEarningsTable().map(({ label, net }) => `${label}: ${formatDecimal(net, 18)} USD`)
 */
export function providerEarningsTable(feeBps?: Integer): ProviderEarningsRow[] {
  const fee = feeBps === undefined ? {} : { feeBps }
  return rates.map((rate) => ({ ...rate, ...monthOf(rate, fee) }))
}

function monthOf(rate: Rate, fee: Pick<EarningsOptions & UnitEarningsOptions, 'feeBps'>): Earnings {
  const { usdPerUnit, utilization, unitsPerDay = 0 } = rate
  if (utilization !== undefined) return earnings({ usdPerHour: usdPerUnit, utilization, ...fee })
  return unitEarnings({ usdPerUnit, unitsPerDay, ...fee })
}
