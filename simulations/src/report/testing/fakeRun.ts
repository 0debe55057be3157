import { AssignmentMode, NodeStatus, parameters, type ResourceType, TaskStatus } from '@aiigo/core'
import {
  createState,
  type MarketEvent,
  type MarketEventArgs,
  type MarketEventName,
  type MarketState,
  type NodeState,
  type TaskState,
} from '@aiigo/protocol'
import type { BuyerType, Observation, ProviderSetting, RunSetting, Tier } from '../observation.ts'

// A market made up for tests: no chain, no agents, only numbers that look like a week of one. Everything follows from the seed.

export type FakeRunOptions = {
  name?: string
  seed?: number
  ticks?: number
  tick?: number
  providers?: number
  buyers?: number
  /** Tasks asked for in a tick, on average over a day. */
  demand?: number
  /** Criterion names that unmatched demand is told by. */
  reasons?: readonly string[]
  /** Tasks in a tick that cost more than their buyer's limit. */
  aboveLimit?: number
}

/** An observation, and what happened in its tick. */
export type Seen = Observation & { events: readonly MarketEvent[] }

type Hex = `0x${string}`
type Chance = () => number
type Market = {
  setting: RunSetting
  state: MarketState
  chance: Chance
  options: Required<FakeRunOptions>
  log: MarketEvent[]
  time: number
  block: number
  count: number
}

const ETH = 10n ** 18n
const START = Date.UTC(2026, 0, 5) / 1000
const kinds = [
  { type: 'gpu', resourceType: 0, upTo: 0.4, hashRate: 1.6e9, usd: 0.45 },
  { type: 'cpu', resourceType: 1, upTo: 0.65, hashRate: 2.2e7, usd: 0.06 },
  { type: 'network', resourceType: 2, upTo: 0.75, hashRate: 1.5e6, usd: 0.02 },
  { type: 'mobile', resourceType: 3, upTo: 0.9, hashRate: 9e5, usd: 0.015 },
  { type: 'iot', resourceType: 4, upTo: 1, hashRate: 4e4, usd: 0.004 },
] as const
const buyerTypes: BuyerType[] = ['startup', 'researcher', 'enterprise', 'developer']

/** A setting and its observations, one a tick. */
export function fakeRun(given: FakeRunOptions = {}): { setting: RunSetting; observations: Generator<Seen> } {
  const options = {
    name: 'first-week',
    seed: 7,
    ticks: 168,
    tick: 3_600,
    providers: 200,
    buyers: 20,
    demand: 12,
    reasons: ['power', 'budget', 'trust level', 'capacity'],
    aboveLimit: 0,
    ...given,
  }
  const chance = createChance(options.seed)
  const setting = fakeSetting(options, chance)
  return {
    setting,
    observations: observe({
      setting,
      state: createState(parameters),
      chance,
      options,
      log: [],
      time: START,
      block: 0,
      count: 0,
    }),
  }
}

function fakeSetting(options: Required<FakeRunOptions>, chance: Chance): RunSetting {
  const providers = Array.from({ length: options.providers }, (_, i) => fakeProvider(i, chance))
  const buyers = Array.from({ length: options.buyers }, (_, i) => ({
    address: hex(0xb0000 + i, 40),
    type: buyerTypes[i % 4]!,
  }))
  const { name, seed, tick, ticks } = options
  return {
    name,
    seed,
    start: START,
    tick,
    ticks,
    ethUsd: 2_500,
    hashScale: { 0: 1e6, 1: 1e4, 2: 1e3, 3: 1e3, 4: 10 },
    providers,
    buyers,
  }
}

function fakeProvider(i: number, chance: Chance): ProviderSetting {
  const tier: Tier = i % 12 === 0 ? 1 : i % 12 === 1 ? 2 : 3
  const draw = chance()
  const kind = (tier < 3 ? undefined : kinds.find(({ upTo }) => draw < upTo)) ?? kinds[0]
  const spread = 0.6 + 0.9 * chance()
  const usd = kind.usd * (tier === 1 ? 1.9 : tier === 2 ? 1.5 : spread)
  return {
    address: hex(0xa0000 + i, 40),
    type: kind.type,
    tier,
    resourceType: kind.resourceType,
    region: ['eu', 'us', 'asia'][i % 3]!,
    hardware: kind.type === 'gpu' ? 'RTX 4090' : kind.type,
    hashRate: Math.round(kind.hashRate * spread),
    pricePerHour: usdToWei(usd),
    costPerHour: usdToWei(usd * 0.3),
  }
}

function* observe(market: Market): Generator<Seen> {
  for (let tick = 0; tick < market.options.ticks; tick += 1) {
    market.log = []
    market.time = START + tick * market.options.tick
    market.block = tick + 1
    registerSome(market, tick)
    const online = switchedOn(market, tick)
    for (const node of market.state.nodes.values()) challenge(market, node, tick)
    for (const task of [...market.state.tasks.values()]) moveTask(market, task, online)
    const demand = ask(market, online)
    yield { tick, time: market.time, state: market.state, events: market.log, online, demand }
  }
}

function registerSome(market: Market, tick: number): void {
  const { setting, state } = market
  const wanted = Math.min(setting.providers.length, Math.ceil(setting.providers.length * Math.min(1, 0.6 + tick / 100)))
  for (const provider of setting.providers.slice(state.nodes.size, wanted)) {
    const nodeId = hex(0xc0000 + state.nodes.size, 64)
    const stake = ETH / 2n + (market.chance() < 0.5 ? ETH : 0n)
    state.nodes.set(nodeId, {
      ...blankNode,
      nodeId,
      owner: provider.address,
      resourceType: provider.resourceType,
      tier: provider.tier,
      stakedAmount: stake,
      registeredAt: market.time,
    })
    emit(market, 'NodeRegistered', { nodeId, owner: provider.address, resourceType: provider.resourceType })
    emit(market, 'NodeSpecified', {
      nodeId,
      ownerNonce: 0n,
      registrationFee: ETH / 10n,
      reputation: 5_000n,
      registeredAt: BigInt(market.time),
    })
    emit(market, 'StakeDeposited', { nodeId, amount: stake, totalStake: stake })
  }
}

function challenge(market: Market, node: NodeState, tick: number): void {
  const provider = providerOf(market, node)
  if (node.status !== NodeStatus.Pending && (tick + Number(BigInt(node.nodeId) & 31n)) % 24 !== 0) return
  if (market.chance() < 0.04) {
    node.computePower = (node.computePower * 3n) / 4n
    emit(market, 'ChallengeFailed', { challengeId: hex(market.count, 64), nodeId: node.nodeId, reason: 'deadline' })
    return
  }
  const true18 = (provider.hashRate / market.setting.hashScale[provider.resourceType] / 5e7) * 1e18
  node.computePower = BigInt(Math.round(true18 * (0.86 + 0.28 * market.chance())))
  node.provenAt = market.time
  node.challengesPassed += 1
  if (node.status === NodeStatus.Pending)
    emit(market, 'NodeStatusChanged', { nodeId: node.nodeId, oldStatus: 0, newStatus: 2 })
  node.status = NodeStatus.Active
  emit(market, 'ChallengeSolved', {
    challengeId: hex(market.count, 64),
    nodeId: node.nodeId,
    solutionTime: 300n,
    verifiedPower: node.computePower,
  })
}

function moveTask(market: Market, task: TaskState, online: Set<Hex>): void {
  const age = market.time - task.createdAt
  const node = task.nodeId && market.state.nodes.get(task.nodeId)
  if (task.status === TaskStatus.Open && age > 12 * 3_600) end(market, task, TaskStatus.Cancelled)
  else if (task.status === TaskStatus.Open) assign(market, task, online)
  else if (!node) return
  else if (task.status === TaskStatus.InProgress) work(market, task, node)
  else if (task.status === TaskStatus.Completed && market.chance() < 0.15) pay(market, task, node)
}

function work(market: Market, task: TaskState, node: NodeState): void {
  if (market.time - task.startedAt < task.duration) return
  node.reservedPower -= task.requiredPower
  if (market.chance() < 0.04) fail(market, task, node)
  else {
    task.status = TaskStatus.Completed
    emit(market, 'TaskCompleted', { taskId: task.taskId, resultHash: hex(market.count, 64) })
  }
}

function fail(market: Market, task: TaskState, node: NodeState): void {
  const slashed = node.stakedAmount / 20n
  node.stakedAmount -= slashed
  node.totalTasksFailed += 1
  emit(market, 'TaskAttemptFailed', { taskId: task.taskId, nodeId: node.nodeId, reason: 0, failedAttempts: 3n })
  emit(market, 'NodeSlashed', { nodeId: node.nodeId, slashedAmount: slashed, reason: 'timeout' })
  end(market, task, TaskStatus.Failed)
}

function pay(market: Market, task: TaskState, node: NodeState): void {
  const fee = (task.escrowAmount * 800n) / 10_000n
  task.status = TaskStatus.Verified
  node.totalTasksCompleted += 1
  const provider = node.owner
  emit(market, 'EscrowReleased', {
    taskId: task.taskId,
    provider,
    providerPayout: task.escrowAmount - fee,
    platformFee: fee,
  })
  emit(market, 'TaskVerified', { taskId: task.taskId, payoutAmount: task.escrowAmount - fee })
}

function end(market: Market, task: TaskState, status: TaskStatus): void {
  task.status = status
  emit(market, 'EscrowRefunded', { taskId: task.taskId, buyer: task.buyer, amount: task.escrowAmount })
  const name = status === TaskStatus.Cancelled ? 'TaskCancelled' : 'TaskFailed'
  emit(market, name, { taskId: task.taskId, refundAmount: task.escrowAmount })
}

function assign(market: Market, task: TaskState, online: Set<Hex>): void {
  const fits = (node: NodeState) =>
    node.resourceType === task.resourceType &&
    online.has(node.owner) &&
    node.status === NodeStatus.Active &&
    node.computePower - node.reservedPower >= task.requiredPower
  const candidates = [...market.state.nodes.values()].filter(fits)
  const node = candidates[Math.floor(market.chance() * candidates.length)]
  if (!node) return
  Object.assign(task, { status: TaskStatus.InProgress, nodeId: node.nodeId, startedAt: market.time })
  node.reservedPower += task.requiredPower
  emit(market, 'TaskAssigned', { taskId: task.taskId, nodeId: node.nodeId, startTime: BigInt(market.time) })
}

function ask(market: Market, online: Set<Hex>): Observation['demand'] {
  const { setting, options, chance } = market
  const hour = new Date(market.time * 1000).getUTCHours()
  const rate = options.demand * (1 + 0.7 * Math.sin(((hour - 8) / 24) * 2 * Math.PI))
  const tasks = Math.round(rate * (0.7 + 0.6 * chance()))
  const reasons: Record<string, number> = {}
  let unmatched = 0
  for (let i = 0; i < tasks; i += 1) {
    if (chance() < 0.93 || options.reasons.length === 0) post(market, online)
    else {
      const reason = options.reasons[Math.floor(chance() ** 2 * options.reasons.length)]!
      reasons[reason] = (reasons[reason] ?? 0) + 1
      unmatched += 1
    }
  }
  return { tasks: setting.buyers.length > 0 ? tasks : 0, unmatched, reasons, aboveLimit: options.aboveLimit }
}

function post(market: Market, online: Set<Hex>): void {
  const { setting, chance, state } = market
  const buyer = setting.buyers[Math.floor(chance() * setting.buyers.length)]
  const provider = setting.providers[Math.floor(chance() * setting.providers.length)]
  if (!buyer || !provider) return
  const type: ResourceType = provider.resourceType
  const duration = 3_600 * (1 + Math.floor(chance() * 10))
  const maxPrice = (provider.pricePerHour * BigInt(80 + Math.floor(chance() * 50))) / 100n
  const escrow = (maxPrice * BigInt(duration) + 3_599n) / 3_600n
  const power = (provider.hashRate / setting.hashScale[type] / 5e7) * 1e18
  const taskId = hex(0xd0000 + market.count, 64)
  const requiredPower = BigInt(Math.round(power * (0.2 + 0.5 * chance())))
  const task = {
    ...blankTask,
    taskId,
    buyer: buyer.address,
    resourceType: type,
    requiredPower,
    duration,
    maxPrice,
    escrowAmount: escrow,
    createdAt: market.time,
  }
  state.tasks.set(taskId, task)
  emit(market, 'TaskCreated', { taskId, buyer: buyer.address, resourceType: type, maxPrice })
  emit(market, 'EscrowDeposited', { taskId, buyer: buyer.address, amount: escrow })
  assign(market, task, online)
}

function switchedOn(market: Market, tick: number): Set<Hex> {
  const hour = tick % 24
  const on = market.setting.providers.filter(({ tier }, i) => {
    if (tier < 3) return true
    const leaves = i % 9 === 0 && tick > 60 + i
    return !leaves && (hour + i) % 24 < 16
  })
  return new Set(on.map(({ address }) => address))
}

function providerOf(market: Market, node: NodeState): ProviderSetting {
  return market.setting.providers.find(({ address }) => address === node.owner)!
}

function emit<name extends MarketEventName>(market: Market, name: name, args: MarketEventArgs[name]): void {
  market.count += 1
  market.log.push({
    name,
    args,
    time: market.time,
    block: market.block,
    index: market.log.length,
  } as unknown as MarketEvent)
}

// mulberry32: one seed, the same numbers everywhere.
function createChance(seed: number): Chance {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function hex(value: number, digits: number): Hex {
  return `0x${value.toString(16).padStart(digits, '0')}`
}

function usdToWei(usd: number): bigint {
  return (BigInt(Math.round(usd * 1e6)) * ETH) / (2_500n * 1_000_000n)
}

export const blankNode = {
  ownerNonce: 0,
  status: NodeStatus.Pending as NodeStatus,
  metadataURI: 'ipfs://node',
  insuranceBond: 0n,
  hasPartnerSLA: false,
  underReview: false,
  reputation: 5_000,
  computePower: 0n,
  provenAt: 0,
  reservedPower: 0n,
  openTasks: 0,
  totalTasksCompleted: 0,
  totalTasksFailed: 0,
  totalEarnings: 0n,
  challengesPassed: 8,
  openChallenge: undefined,
  challengeOpen: false,
  proof: { pooledWork: 0n, pooledTime: 0n, lastDifficulty: 0n, lastIssuedAt: 0, lastForcedAt: 0, challengeCount: 0 },
  registeredAt: 0,
  lastActiveAt: 0,
  withdrawableFrom: 0,
  heldUntil: 0,
  banExecutableFrom: 0,
}

export const blankTask = {
  status: TaskStatus.Open as TaskStatus,
  mode: AssignmentMode.Instant as AssignmentMode,
  currency: hex(0, 40),
  directNode: undefined,
  agreedPrice: 0n,
  minTrustLevel: 1,
  specificationURI: 'ipfs://task',
  nodeId: undefined,
  excluded: [],
  failedAttempts: 0,
  attempts: 3,
  openUntil: 0,
  startUntil: 0,
  startedAt: 0,
  deadline: 0,
  completedAt: 0,
  parameters,
  reviewWindow: 86_400,
  reviewUntil: 0,
  disputeUntil: 0,
  resultHash: undefined,
}
