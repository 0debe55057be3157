import { TaskStatus } from '@aiigo/core'
import type { MarketEvent, MarketEventArgs, MarketEventName, MarketState } from '@aiigo/protocol'
import type { Observation, Tick } from './observation.ts'
import { addressKey, SECONDS_PER_HOUR } from './units.ts'

/** Wei that moved. Each is a sum over the events of its name. */
export type Money = {
  deposited: bigint
  paidToProviders: bigint
  platformFees: bigint
  refunded: bigint
  registrationFees: bigint
  slashed: bigint
  stakeDeposited: bigint
  stakeWithdrawn: bigint
}

/** What moved in one tick. */
export type Flow = {
  money: Money
  tasksNew: number
  tasksFinished: number
  challengesPassed: number
  challengesFailed: number
  /** What the tasks cost that were paid in this tick, by resource type. */
  prices: bigint[][]
}

/** Tasks that came to an end, and how many of them a node had accepted before. */
export type Ended = { verified: number; cancelled: number; failed: number; cancelledAfterAssignment: number }

type Earned = { net: bigint; fee: bigint }

/** What the run's events add up to so far; nothing in it grows with time, only with the number of accounts. */
export type Tally = {
  money: Money
  /** Tasks by status at the end of the tick, in the order of TaskStatus. */
  tasks: number[]
  ended: Ended
  tasksNew: number
  assignments: number
  failedAttempts: number
  challengesPassed: number
  challengesFailed: number
  /** Prices per hour of the tasks paid, by resource type. */
  prices: { sum: bigint; count: number }[]
  demand: { tasks: number; unmatched: number; reasons: Map<string, number>; aboveLimit: number }
  /** Provider → what was paid to it and what the platform kept. */
  earnings: Map<string, Earned>
  /** Buyer → time at which it last posted a task. */
  buyers: Map<string, number>
  /** An account as an event spells it → as it is counted here: to write it anew for every event is dear. */
  accounts: Map<string, string>
}

export function createTally(): Tally {
  return {
    money: noMoney(),
    tasks: Object.values(TaskStatus).map(() => 0),
    ended: { verified: 0, cancelled: 0, failed: 0, cancelledAfterAssignment: 0 },
    tasksNew: 0,
    assignments: 0,
    failedAttempts: 0,
    challengesPassed: 0,
    challengesFailed: 0,
    prices: [0, 1, 2, 3, 4].map(() => ({ sum: 0n, count: 0 })),
    demand: { tasks: 0, unmatched: 0, reasons: new Map(), aboveLimit: 0 },
    earnings: new Map(),
    buyers: new Map(),
    accounts: new Map(),
  }
}

/** What moved in a tick that has just begun. */
export function createFlow(): Flow {
  const prices = [0, 1, 2, 3, 4].map(() => [])
  return { money: noMoney(), tasksNew: 0, tasksFinished: 0, challengesPassed: 0, challengesFailed: 0, prices }
}

/** Adds one event to what moved in its tick. */
export function countEvent(sheet: Sheet, event: MarketEvent): void {
  const count = counters[event.name] as ((sheet: Sheet, args: MarketEvent['args']) => void) | undefined
  count?.(sheet, event.args)
}

/** Adds a tick whose events have been counted. */
export function countTick(tally: Tally, flow: Flow, observation: Observation): void {
  countTasks(tally, observation.state)
  addMoney(tally.money, flow.money)
  tally.tasksNew += flow.tasksNew
  tally.challengesPassed += flow.challengesPassed
  tally.challengesFailed += flow.challengesFailed
  countDemand(tally, observation)
}

/** Where an event is counted. */
export type Sheet = { tally: Tally; flow: Flow; tick: Tick }
type Counters = { [name in MarketEventName]?: (sheet: Sheet, args: MarketEventArgs[name]) => void }

// Every event that moves money, or starts or ends something. What is not in here moves nothing that a report shows.
const counters: Counters = {
  NodeSpecified: ({ flow }, { registrationFee }) => {
    flow.money.registrationFees += registrationFee
  },
  StakeDeposited: ({ flow }, { amount }) => {
    flow.money.stakeDeposited += amount
  },
  StakeWithdrawn: ({ flow }, { amount }) => {
    flow.money.stakeWithdrawn += amount
  },
  NodeSlashed: ({ flow }, { slashedAmount }) => {
    flow.money.slashed += slashedAmount
  },
  ChallengeSolved: ({ flow }) => {
    flow.challengesPassed += 1
  },
  ChallengeFailed: ({ flow }) => {
    flow.challengesFailed += 1
  },
  TaskCreated: ({ tally, flow, tick }, { buyer }) => {
    flow.tasksNew += 1
    tally.buyers.set(accountOf(tally, buyer), tick.time)
  },
  TaskAssigned: ({ tally }) => {
    tally.assignments += 1
  },
  TaskAttemptFailed: ({ tally }) => {
    tally.failedAttempts += 1
  },
  TaskVerified: ({ tally, flow }) => {
    flow.tasksFinished += 1
    tally.ended.verified += 1
  },
  TaskCancelled: ({ tally, flow, tick }, { taskId }) => {
    flow.tasksFinished += 1
    tally.ended.cancelled += 1
    // Only a failed attempt brings a task that a node accepted back to where it can be cancelled.
    if (tick.state.tasks.get(taskId)!.failedAttempts > 0) tally.ended.cancelledAfterAssignment += 1
  },
  TaskFailed: ({ tally, flow }) => {
    flow.tasksFinished += 1
    tally.ended.failed += 1
  },
  EscrowDeposited: ({ flow }, { amount }) => {
    flow.money.deposited += amount
  },
  EscrowReleased: (sheet, args) => countPayment(sheet, args),
  EscrowRefunded: ({ flow }, { amount }) => {
    flow.money.refunded += amount
  },
}

function countPayment({ tally, flow, tick }: Sheet, args: MarketEventArgs['EscrowReleased']): void {
  const { providerPayout, platformFee } = args
  flow.money.paidToProviders += providerPayout
  flow.money.platformFees += platformFee
  const earned = earningsOf(tally, args.provider)
  earned.net += providerPayout
  earned.fee += platformFee
  const task = tick.state.tasks.get(args.taskId)
  if (!task || task.duration <= 0) return
  const perHour = ((providerPayout + platformFee) * BigInt(SECONDS_PER_HOUR)) / BigInt(task.duration)
  flow.prices[task.resourceType]!.push(perHour)
  const prices = tally.prices[task.resourceType]!
  prices.sum += perHour
  prices.count += 1
}

function accountOf({ accounts }: Tally, spelled: string): string {
  const known = accounts.get(spelled)
  if (known !== undefined) return known
  const account = addressKey(spelled)
  accounts.set(spelled, account)
  return account
}

function earningsOf(tally: Tally, provider: string): Earned {
  const { earnings } = tally
  const account = accountOf(tally, provider)
  const known = earnings.get(account)
  if (known) return known
  const none = { net: 0n, fee: 0n }
  earnings.set(account, none)
  return none
}

// Of tasks that ended the state may have forgotten any; of the others it has all.
function countTasks({ tasks, ended }: Tally, state: MarketState): void {
  tasks.fill(0)
  for (const { status } of state.tasks.values()) tasks[status]! += 1
  tasks[TaskStatus.Verified] = ended.verified
  tasks[TaskStatus.Cancelled] = ended.cancelled
  tasks[TaskStatus.Failed] = ended.failed
}

function countDemand(tally: Tally, { demand }: Observation): void {
  tally.demand.tasks += demand.tasks
  tally.demand.unmatched += demand.unmatched
  tally.demand.aboveLimit += demand.aboveLimit
  for (const [reason, count] of Object.entries(demand.reasons)) {
    tally.demand.reasons.set(reason, (tally.demand.reasons.get(reason) ?? 0) + count)
  }
}

function noMoney(): Money {
  return {
    deposited: 0n,
    paidToProviders: 0n,
    platformFees: 0n,
    refunded: 0n,
    registrationFees: 0n,
    slashed: 0n,
    stakeDeposited: 0n,
    stakeWithdrawn: 0n,
  }
}

function addMoney(total: Money, more: Money): void {
  for (const name of Object.keys(total) as (keyof Money)[]) total[name] += more[name]
}
