import { type GovernedParameters, type ParameterOverrides, parameterBounds } from '@aiigo/core'
import { z } from 'zod'
import { choice, fields, quantity, spread } from './fields.ts'
import { parseDate, parseNumber, parseSpan, parseWhole } from './quantities.ts'

// What a scenario file may say; README.md has the same as a table. Every field has its unit in its docstring.

const RESOURCES = ['gpu', 'cpu', 'network', 'mobile', 'iot'] as const
const BUYERS = ['startup', 'researcher', 'enterprise', 'developer'] as const
/** On what a market runs: the contracts' twin in this process, or the contracts on a local chain. */
export const LEDGERS = ['twin', 'anvil'] as const

export type LedgerName = (typeof LEDGERS)[number]

const TIERS = ['owned', 'cloud', 'community'] as const

export type ResourceName = (typeof RESOURCES)[number]

const share = quantity(parseNumber(0, 1))
const span = quantity(parseSpan)
const name = z
  .string({ error: 'a name' })
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a name of up to 40 lower-case letters, digits and hyphens')

/** Hardware and region make up a node's metadata URI, for which the contract has 256 bytes. */
function short(text: z.ZodString) {
  return text.refine((value) => Buffer.byteLength(value) <= 120, 'a text of at most 120 bytes')
}

/** Which share of something is where: `{ NA: 0.5, EU: 0.5 }`; the shares add up to 1. */
const regions = z
  .record(short(z.string().min(1)), share, {
    error: 'a mapping from regions (of at most 120 bytes) to shares, such as { NA: 0.5, EU: 0.5 }',
  })
  .refine(addUpToOne, { error: (issue) => `shares that add up to 1; these add up to ${total(issue.input)}` })

const hour = quantity(parseNumber(0, 24))

const provider = fields({
  /** What the group is called in messages and in the names of its agents. */
  name,
  type: choice(RESOURCES),
  tier: choice(TIERS).default('community'),
  count: quantity(parseWhole(0, 10_000)),
  hardware: short(z.string({ error: 'a text such as "RTX 4090"' })),
  /** keccak-256 hashes a second that one machine makes. */
  hashRate: spread(parseNumber(1, 1e15)),
  /** Asking price, US dollars per hour for the whole machine. */
  price: spread(parseNumber(0.000001, 1e6)),
  /** What an hour of work costs its owner, US dollars. */
  cost: spread(parseNumber(0, 1e6)),
  /** Hours of the day (UTC) in which the machine is on; [0, 24] is always, [20, 6] reaches over midnight. */
  hours: z.tuple([hour, hour], { error: 'two hours of the day, such as [8, 20]' }).default([0, 24]),
  /** The share of these hours in which it really is on. */
  availability: share.default(1),
  /** The probability that a task it took is never delivered. */
  failure: share.default(0),
  regions: regions.default({ NA: 1 }),
  /** Milliseconds to its users. */
  latency: spread(parseNumber(0, 60_000)).default(50),
  /** ETH that it puts down when it registers. */
  stake: spread(parseNumber(0, 10_000)).default(1),
  /** When it registers, after the start of the run. */
  joins: spread(parseSpan).default(0),
  /** The time over which its earnings must pay for its costs, or it leaves. */
  patience: span.default(3 * 86_400),
  /** The time between two proofs of its power. By default every interval until trust level 2 is in reach, then once a day. */
  proofs: span.optional(),
  /** How often it looks at the market and moves its price. */
  reprices: span.default(86_400),
})

const task = fields({
  share: share.default(1),
  resource: choice(RESOURCES),
  duration: spread(parseSpan),
  /** TFLOPS in the protocol's sense: 50 million hashes a second are 1. */
  power: spread(parseNumber(0, 1e9)),
  /** The most that the buyer pays, US dollars per hour. */
  price: spread(parseNumber(0.000001, 1e6)),
  /** Share of the time that the node is up, percent. */
  sla: quantity(parseNumber(0, 100)).default(0),
  trust: quantity(parseWhole(0, 4)).default(1),
  /** A region that it has to run in. */
  region: z.string().optional(),
})

const tasks = z
  .array(task, { error: 'a list of kinds of tasks' })
  .min(1, 'at least one kind of task')
  .refine((kinds) => addUpToOne(Object.fromEntries(kinds.map((kind, i) => [i, kind.share]))), {
    error: 'kinds of tasks whose shares add up to 1',
  })

const buyer = fields({
  name,
  type: choice(BUYERS),
  count: quantity(parseWhole(0, 10_000)),
  /** Tasks that one of them asks for in a day, on average. */
  tasksPerDay: quantity(parseNumber(0, 100_000)).default(0),
  /** The hour (UTC) at which it asks most, and by how much: 0 the same all day, 1 nothing at night. */
  peakHour: hour.default(15),
  swing: share.default(0.5),
  tasks: tasks.optional(),
  /** The share of results that it approves; to the others it says nothing, and the review window decides. */
  approves: share.default(0.9),
  /** How long it leaves a task open before it cancels. */
  patience: span.default(86_400),
})

const column = z.union(
  [
    z.string().min(1),
    fields({
      /** The column's name in the header. */
      column: z.string().min(1),
      /** What its numbers are multiplied with to be seconds, TFLOPS or US dollars an hour. */
      scale: quantity(parseNumber(1e-12, 1e12)).default(1),
    }),
  ],
  { error: 'the name of a column, or { column, scale }' },
)

const demand = fields({
  /** A CSV file with a header, relative to the scenario file. */
  trace: z.string({ error: 'the path of a CSV file' }).min(1, 'the path of a CSV file'),
  columns: fields({
    /** Dates, or numbers of seconds; in order. */
    time: column.optional(),
    duration: column.optional(),
    power: column.optional(),
    price: column.optional(),
  }).refine((columns) => Object.keys(columns).length > 0, 'at least one of time, duration, power and price'),
  /** The sign between two cells. */
  delimiter: z.string().length(1, 'one character').default(','),
  /** `start` moves the trace so that its first row falls on the start of the run. */
  align: choice(['start', 'none']).default('none'),
  /** Stretches the time between rows: 24 makes a day of an hour. */
  stretch: quantity(parseNumber(0.000001, 1e6)).default(1),
  /** The share of the rows that is taken, drawn by the seed. */
  sample: share.default(1),
  /** Where the trace has no times: tasks in a day, of all buyers together. */
  tasksPerDay: quantity(parseNumber(0, 1e6)).optional(),
  /** What the trace does not say of its tasks. */
  task: fields({
    resource: choice(RESOURCES).default('gpu'),
    duration: spread(parseSpan).optional(),
    power: spread(parseNumber(0, 1e9)).optional(),
    price: spread(parseNumber(0.000001, 1e6)).optional(),
    sla: quantity(parseNumber(0, 100)).default(0),
    trust: quantity(parseWhole(0, 4)).default(1),
    region: z.string().optional(),
  }).prefault({}),
})

const PARAMETER_NAMES = Object.keys(parameterBounds) as (keyof GovernedParameters)[]

/** A parameter of the protocol, in its smallest unit and within its bounds; large ones as text. */
function parameter(key: keyof GovernedParameters) {
  const { min, max } = parameterBounds[key]
  const expected = `a whole number from ${min} to ${max}, in the smallest unit`
  return z.unknown().transform((value, context): bigint => {
    const isInteger = Number.isSafeInteger(value) || (typeof value === 'string' && /^\d+$/.test(value))
    const integer = isInteger ? BigInt(value as number | string) : -1n
    if (integer >= min && integer <= max) return integer
    context.addIssue({ code: 'custom', message: expected, input: value })
    return z.NEVER
  })
}

const difficulty = parameter('initialDifficulty')
const parameterFields = Object.fromEntries(
  PARAMETER_NAMES.map((key) => [
    key,
    key === 'initialDifficulty'
      ? z.tuple([difficulty, difficulty, difficulty, difficulty, difficulty]).optional()
      : parameter(key).optional(),
  ]),
)

const scenarioFields = fields({
  name,
  description: z.string().default(''),
  /** The seed of the run where the command line names none. */
  seed: quantity(parseWhole(0, 2 ** 32 - 1)).default(1),
  /** The time of the first tick, UTC. */
  start: quantity(parseDate),
  /** How much time passes from block to block. */
  tick: span.default(3_600),
  length: span,
  /** What the market runs on. */
  ledger: choice(LEDGERS).default('anvil'),
  /** Whether every event is written to events.parquet; a year of a large market has too many of them. */
  events: choice(['all', 'none']).default('all'),
  /** US dollars for one ETH, the same all through the run. */
  ethUsd: quantity(parseNumber(0.01, 1e9)),
  /** Simulated hashes that one computed hash stands for, by resource. */
  hashScale: fields(
    Object.fromEntries(RESOURCES.map((key) => [key, quantity(parseWhole(1, 2 ** 53 - 1)).optional()])),
  ).prefault({}),
  /** Results are handed in on a grid of so many seconds; at most ten minutes, the least grace that a task has. */
  resultGrid: span.default(600),
  /** Solutions are handed in on a grid of so many seconds: the time between two blocks. */
  slot: span.default(12),
  /** Parameters of the protocol, in its smallest units. */
  parameters: fields(parameterFields).prefault({}),
  providers: z.array(provider, { error: 'a list of groups of providers' }),
  buyers: z.array(buyer, { error: 'a list of groups of buyers' }),
  demand: demand.optional(),
})

export const scenarioSchema = scenarioFields.superRefine(checkWhole)

/** A scenario as the schema leaves it: defaults filled in, spans in seconds, dates as Unix seconds, prices in US dollars. */
export type Scenario = Omit<z.output<typeof scenarioSchema>, 'parameters'> & { parameters: ParameterOverrides }
export type ProviderGroup = Scenario['providers'][number]
export type BuyerGroup = Scenario['buyers'][number]
export type TaskKind = NonNullable<BuyerGroup['tasks']>[number]
export type TraceDemand = NonNullable<Scenario['demand']>

/** What holds between fields. */
function checkWhole(scenario: z.output<typeof scenarioFields>, context: z.RefinementCtx) {
  const problem = (message: string, ...path: (string | number)[]) => context.addIssue({ code: 'custom', message, path })
  const { tick, slot, resultGrid } = scenario
  if (tick < 60 || tick > 86_400 || tick % 1 !== 0) problem('a tick from 60s to 1d, in whole seconds', 'tick')
  if (slot < 1 || slot > 600 || tick % slot !== 0) problem('1s to 600s, and a divisor of the tick', 'slot')
  if (resultGrid < 1 || resultGrid > 600 || resultGrid % 1 !== 0) problem('1s to 600s, in whole seconds', 'resultGrid')
  if (scenario.length < tick) problem('at least one tick', 'length')
  else if (scenario.length % tick !== 0) problem(wholeTicks(scenario), 'length')
  if (scenario.length / scenario.tick > 100_000) problem('at most 100,000 ticks', 'length')
  for (const kind of ['providers', 'buyers'] as const) {
    const names = scenario[kind].map((group) => group.name)
    for (const [i, own] of names.entries()) {
      if (names.indexOf(own) !== i) problem('a name that no other group has', kind, i, 'name')
    }
  }
  for (const [i, group] of scenario.buyers.entries()) {
    if (!scenario.demand && !group.tasks && group.tasksPerDay > 0) {
      problem('`tasks`: what the group asks for, since there is no trace', 'buyers', i)
    }
  }
  if (scenario.demand && scenario.buyers.every((group) => group.count === 0)) {
    problem('at least one buyer to whom the tasks of the trace belong', 'buyers')
  }
  if (scenario.demand) checkDemand(scenario.demand, (message, ...path) => problem(message, 'demand', ...path))
}

/** The lengths next to one that is not made of whole ticks. */
function wholeTicks({ length, tick }: { length: number; tick: number }): string {
  const below = Math.floor(length / tick) * tick
  return `a multiple of the tick, such as ${below}s or ${below + tick}s`
}

function checkDemand(demand: TraceDemand, problem: (message: string, ...path: string[]) => void) {
  const { columns, task } = demand
  if (!columns.time && demand.tasksPerDay === undefined) problem('`tasksPerDay`, since the trace has no column `time`')
  for (const field of ['duration', 'power', 'price'] as const) {
    if (!columns[field] && task[field] === undefined) {
      problem(`\`${field}\`, since the trace has no column for it`, 'task')
    }
  }
}

function addUpToOne(shares: Record<string, number>): boolean {
  return Math.abs(total(shares) - 1) < 1e-6
}

function total(shares: unknown): number {
  const sum = Object.values(shares as Record<string, number>).reduce((sum, one) => sum + one, 0)
  return Math.round(sum * 1e6) / 1e6
}
