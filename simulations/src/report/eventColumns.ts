import type { MarketEvent, MarketEventName } from '@aiigo/protocol'
import { type Cell, type Column, stableJson } from './column.ts'

/** One event in the tick that it was observed in. */
export type TickedEvent = { tick: number; event: MarketEvent }

// Which argument of an event is its amount of money, and which its account; without an entry an event has none.
const amounts: { [name in MarketEventName]?: string } = {
  NodeSpecified: 'registrationFee',
  StakeDeposited: 'amount',
  StakeWithdrawn: 'amount',
  InsuranceBondDeposited: 'amount',
  InsuranceBondWithdrawn: 'amount',
  NodeSlashed: 'slashedAmount',
  NodeTaskClosed: 'earnings',
  EscrowDeposited: 'amount',
  EscrowReleased: 'providerPayout',
  EscrowRefunded: 'amount',
  CreditAdded: 'amount',
  CreditWithdrawn: 'amount',
  FeesSwept: 'amount',
  TaskSpecified: 'escrowAmount',
  TaskVerified: 'payoutAmount',
  TaskCancelled: 'refundAmount',
  TaskFailed: 'refundAmount',
}
const accountNames = ['owner', 'buyer', 'provider', 'account', 'reviewer', 'treasury'] as const

/** DECIMAL(38,0) ends here; what is larger stands in `rest`. No real amount of wei comes near. */
const LARGEST_AMOUNT = 10n ** 38n - 1n

/** The columns of events.parquet, one row an event, in the order of the chain. */
export const eventColumns: readonly Column<TickedEvent>[] = [
  { name: 'tick', type: 'integer', unit: '', meaning: 'Number of the tick', read: ({ tick }) => tick },
  { name: 'time', type: 'time', unit: 'UTC', meaning: "The block's time", read: ({ event }) => event.time },
  { name: 'block', type: 'integer', unit: '', meaning: "The block's number", read: ({ event }) => event.block },
  {
    name: 'log_index',
    type: 'integer',
    unit: '',
    meaning: "Place in the block's log",
    read: ({ event }) => event.index,
  },
  {
    name: 'name',
    type: 'text',
    unit: '',
    meaning: "The event's name in the contracts",
    read: ({ event }) => event.name,
  },
  {
    name: 'node',
    type: 'text',
    unit: 'id',
    meaning: 'Node that it is about',
    read: ({ event }) => argument(event, 'nodeId'),
  },
  {
    name: 'task',
    type: 'text',
    unit: 'id',
    meaning: 'Task that it is about',
    read: ({ event }) => argument(event, 'taskId'),
  },
  {
    name: 'account',
    type: 'text',
    unit: 'address',
    meaning: 'Account that it names: owner, buyer, provider, …',
    read: ({ event }) => argument(event, accountOf(event)),
  },
  {
    name: 'amount',
    type: 'wei',
    unit: 'wei',
    meaning: 'Money that it moves or tells of',
    read: ({ event }) => amountOf(event),
  },
  {
    name: 'rest',
    type: 'text',
    unit: 'JSON',
    meaning: 'All other arguments, large integers as strings',
    read: ({ event }) => stableJson(rest(event)),
  },
]

function argument(event: MarketEvent, name: string | undefined): Cell {
  return name === undefined ? undefined : (event.args as Record<string, Cell>)[name]
}

function accountOf(event: MarketEvent): string | undefined {
  return accountNames.find((name) => name in event.args)
}

function amountOf(event: MarketEvent): bigint | undefined {
  const amount = argument(event, amounts[event.name])
  return typeof amount === 'bigint' && amount >= 0n && amount <= LARGEST_AMOUNT ? amount : undefined
}

function rest(event: MarketEvent): Record<string, unknown> {
  const shown = new Set(['nodeId', 'taskId', accountOf(event)])
  if (amountOf(event) !== undefined) shown.add(amounts[event.name])
  return Object.fromEntries(Object.entries(event.args).filter(([name]) => !shown.has(name)))
}
