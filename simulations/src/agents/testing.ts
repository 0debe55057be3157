import { AssignmentMode, NodeStatus, parameters, TaskStatus } from '@aiigo/core'
import { createState, type NodeState, type TaskState } from '@aiigo/protocol'
import { createChance } from '../engine/chance.ts'
import { createView, type View } from '../engine/view.ts'
import type { ProviderOptions } from './provider/options.ts'

// Building blocks of the agents' tests: a market of one node and one task, to be changed field by field.

export const START = Date.UTC(2026, 0, 5) / 1000
export const provider = `0x${'0a'.repeat(20)}` as const
export const buyer = `0x${'0b'.repeat(20)}` as const
export const nodeId = `0x${'01'.repeat(32)}` as const
export const taskId = `0x${'02'.repeat(32)}` as const
const ETHER = 10n ** 18n
const NOBODY = `0x${'00'.repeat(20)}` as const

export function node(more: Partial<NodeState> = {}): NodeState {
  return {
    nodeId,
    owner: provider,
    ownerNonce: 0,
    status: NodeStatus.Active,
    resourceType: 0,
    tier: 3,
    metadataURI: '',
    stakedAmount: ETHER,
    insuranceBond: 0n,
    hasPartnerSLA: false,
    underReview: false,
    reputation: 5_000,
    computePower: 1_000n,
    provenAt: START,
    reservedPower: 0n,
    openTasks: 0,
    totalTasksCompleted: 0,
    totalTasksFailed: 0,
    totalEarnings: 0n,
    challengesPassed: 1,
    openChallenge: undefined,
    challengeOpen: false,
    proof: {
      pooledWork: 1n,
      pooledTime: 1n,
      lastDifficulty: 8n,
      lastIssuedAt: START,
      lastForcedAt: 0,
      challengeCount: 1,
    },
    registeredAt: START,
    lastActiveAt: START,
    withdrawableFrom: 0,
    heldUntil: 0,
    banExecutableFrom: 0,
    ...more,
  }
}

export function task(more: Partial<TaskState> = {}): TaskState {
  return {
    taskId,
    buyer,
    status: TaskStatus.Open,
    resourceType: 0,
    mode: AssignmentMode.Instant,
    currency: NOBODY,
    directNode: undefined,
    requiredPower: 400n,
    duration: 3_600,
    maxPrice: 1_000n,
    agreedPrice: 0n,
    escrowAmount: 1_000n,
    minTrustLevel: 1,
    specificationURI: 'sim:task',
    nodeId: undefined,
    excluded: [],
    failedAttempts: 0,
    attempts: 3,
    createdAt: START,
    openUntil: START + 604_800,
    startUntil: 0,
    startedAt: 0,
    deadline: 0,
    completedAt: 0,
    parameters,
    reviewWindow: 86_400,
    reviewUntil: 0,
    disputeUntil: 0,
    resultHash: undefined,
    ...more,
  }
}

export type Scene = { time?: number; nodes?: NodeState[]; tasks?: TaskState[]; price?: bigint; uptimeBps?: number }

/** What agents see of a market of these nodes, all switched on, and tasks. */
export function view({ time = START, nodes = [], tasks = [], price = 500n, uptimeBps = 9_900 }: Scene = {}): View {
  const state = createState()
  for (const one of nodes) state.nodes.set(one.nodeId, one)
  for (const one of tasks) state.tasks.set(one.taskId, one)
  const offers = nodes.map((node) => ({ node, pricePerHour: price, region: 'EU', latencyMs: 50, uptimeBps }))
  const documents = new Map()
  return createView({ tick: 0, time, end: time + 3_600, state, offers, documents })
}

export function options(more: Partial<ProviderOptions> = {}): ProviderOptions {
  return {
    name: 'provider/test/1',
    address: provider,
    resourceType: 0,
    tier: 3,
    hardware: 'PC',
    region: 'EU',
    latencyMs: 50,
    hashRate: 2e9,
    hashScale: 2 ** 29,
    pricePerHour: 500n,
    costPerHour: 3_600n,
    hours: [0, 24],
    availability: 1,
    failure: 0,
    stake: ETHER,
    joinsAt: START,
    patience: 86_400,
    reprices: 86_400,
    clock: { start: START, tick: 3_600, ticks: 48 },
    slot: 12,
    resultGrid: 600,
    chance: createChance(1).split('test'),
    ...more,
  }
}
