import { AssignmentMode, BPS, parameters, type ResourceType, TaskStatus } from '@aiigo/core'
import type { MarketEvent } from '../events.ts'
import { fits, fitsOne, type Handlers, isNew, taskOf } from '../fit.ts'
import { ETH, NO_ID } from '../hex.ts'
import type { MarketState, TaskState } from '../state.ts'
import { closeRound, currentRound } from './auctions.ts'

type TaskEvents =
  | 'TaskCreated'
  | 'TaskSpecified'
  | 'TaskTermsSet'
  | 'TaskAssigned'
  | 'TaskPriceAgreed'
  | 'TaskStarted'
  | 'TaskCompleted'
  | 'ResultSubmitted'
  | 'TaskAttemptFailed'
  | 'TaskReopened'
  | 'TaskDisputed'
  | 'DisputeOpened'
  | 'EvidenceSubmitted'
  | 'DisputeRuled'
  | 'TaskVerified'
  | 'TaskCancelled'
  | 'TaskFailed'

/** What TaskMarketplace says about tasks. */
export const taskEvents: Handlers<TaskEvents> = {
  TaskCreated(state, event) {
    isNew(event, state.tasks, event.args.taskId)
    state.tasks.set(event.args.taskId, newTask(state, event))
    state.taskCounts.set(event.args.buyer, (state.taskCounts.get(event.args.buyer) ?? 0) + 1)
  },

  TaskSpecified(state, event) {
    const task = taskOf(state, event)
    const { args } = event
    task.requiredPower = args.requiredPower
    task.duration = Number(args.duration)
    task.escrowAmount = args.escrowAmount
    task.minTrustLevel = args.minTrustLevel
    task.attempts = Number(args.attempts)
    task.reviewWindow = Number(args.reviewWindow)
    task.openUntil = Number(args.openUntil)
    task.specificationURI = args.specificationURI
  },

  TaskTermsSet(state, event) {
    const task = taskIn(state, event, Open)
    const { mode, currency, directNode } = event.args
    task.mode = mode as AssignmentMode
    task.currency = currency
    task.directNode = directNode === NO_ID ? undefined : directNode
  },

  // Where a bid won, TaskPriceAgreed follows in the same transaction, and the node has to start.
  TaskAssigned(state, event) {
    const task = taskIn(state, event, Open)
    task.nodeId = event.args.nodeId
    if (task.mode === AssignmentMode.SealedBid) task.status = Assigned
    else start(task, event.args.startTime)
  },

  TaskPriceAgreed(state, event) {
    const task = taskIn(state, event, Assigned)
    closeRound(currentRound(state, event))
    task.agreedPrice = event.args.pricePerHour
    task.startUntil = Number(event.args.startUntil)
  },

  TaskStarted(state, event) {
    const task = taskIn(state, event, Assigned)
    fits(event, 'a task of the node', event.args.nodeId, task.nodeId)
    start(task, event.args.startedAt)
  },

  TaskCompleted(state, event) {
    const task = taskIn(state, event, InProgress)
    task.status = Completed
    task.resultHash = event.args.resultHash
    task.completedAt = event.time
    task.reviewUntil = event.time + task.reviewWindow
  },

  // Beside TaskCompleted; what it adds (the place of the result) is not part of the state.
  ResultSubmitted(state, event) {
    taskIn(state, event, Completed)
  },

  TaskAttemptFailed(state, event) {
    const task = taskIn(state, event, Assigned, InProgress)
    fits(event, 'a task of the node', event.args.nodeId, task.nodeId)
    task.failedAttempts = Number(event.args.failedAttempts)
    task.excluded.push(event.args.nodeId)
    task.nodeId = undefined
    task.agreedPrice = 0n
    task.startUntil = 0
    task.startedAt = 0
    task.deadline = 0
  },

  TaskReopened(state, event) {
    const task = taskIn(state, event, Assigned, InProgress)
    task.status = Open
    task.openUntil = Number(event.args.openUntil)
  },

  TaskDisputed(state, event) {
    const task = taskIn(state, event, Completed)
    fits(event, 'a task of the buyer', event.args.disputedBy, task.buyer)
    task.status = Disputed
  },

  DisputeOpened(state, event) {
    taskIn(state, event, Disputed).disputeUntil = Number(event.args.disputeUntil)
  },

  // What the parties say is for the arbitrator to read, and not part of the state.
  EvidenceSubmitted(state, event) {
    taskIn(state, event, Disputed)
  },

  // TaskVerified or TaskFailed follows in the same transaction; the escrow's DisputeSettled has the parts.
  DisputeRuled(state, event) {
    taskIn(state, event, Disputed)
  },

  TaskVerified(state, event) {
    taskIn(state, event, Completed, Disputed).status = Verified
  },

  TaskCancelled(state, event) {
    taskIn(state, event, Open).status = Cancelled
  },

  TaskFailed(state, event) {
    taskIn(state, event, Assigned, InProgress, Disputed).status = Failed
  },
}

const { Open, Assigned, InProgress, Completed, Verified, Disputed, Cancelled, Failed } = TaskStatus

function taskIn(state: MarketState, event: MarketEvent<TaskEvents>, ...statuses: readonly TaskStatus[]): TaskState {
  const task = taskOf(state, event)
  fitsOne(event, 'a task of status', statuses, task.status)
  return task
}

function start(task: TaskState, time: bigint): void {
  task.status = InProgress
  task.startUntil = 0
  task.startedAt = Number(time)
  task.deadline = task.startedAt + task.duration + graceOf(task)
}

const MIN_GRACE = Number(parameters.minGrace)
const GRACE_BPS = Number(parameters.graceBps)

/** As core's `taskGrace`, in plain numbers: a duration is too short to need more. */
function graceOf({ duration }: TaskState): number {
  return Math.max(MIN_GRACE, Math.floor((duration * GRACE_BPS) / Number(BPS)))
}

/** Every field from the start, as for nodes; TaskSpecified follows in the same transaction. */
function newTask(state: MarketState, { args, time }: MarketEvent<'TaskCreated'>): TaskState {
  return {
    taskId: args.taskId,
    buyer: args.buyer,
    status: TaskStatus.Open,
    resourceType: args.resourceType as ResourceType,
    mode: AssignmentMode.Instant,
    currency: ETH,
    directNode: undefined,
    requiredPower: 0n,
    duration: 0,
    maxPrice: args.maxPrice,
    agreedPrice: 0n,
    escrowAmount: 0n,
    minTrustLevel: 0,
    specificationURI: '',
    nodeId: undefined,
    excluded: [],
    failedAttempts: 0,
    attempts: 0,
    createdAt: time,
    openUntil: 0,
    startUntil: 0,
    startedAt: 0,
    deadline: 0,
    parameters: state.parameters,
    completedAt: 0,
    reviewWindow: 0,
    reviewUntil: 0,
    disputeUntil: 0,
    resultHash: undefined,
  }
}
