import { type ResourceType, TaskStatus, taskGrace } from '@aiigo/core'
import type { MarketEvent } from '../events.ts'
import { fits, type Handlers, isNew, taskOf } from '../fit.ts'
import type { MarketState, TaskState } from '../state.ts'

type TaskEvents =
  | 'TaskCreated'
  | 'TaskSpecified'
  | 'TaskAssigned'
  | 'TaskCompleted'
  | 'ResultSubmitted'
  | 'TaskAttemptFailed'
  | 'TaskReopened'
  | 'TaskVerified'
  | 'TaskCancelled'
  | 'TaskFailed'

/** What TaskMarketplace says about tasks. */
export const taskEvents: Handlers<TaskEvents> = {
  TaskCreated(state, event) {
    isNew(event, state.tasks, event.args.taskId)
    state.tasks.set(event.args.taskId, newTask(event))
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
    task.createdAt = Number(args.createdAt)
    task.openUntil = Number(args.openUntil)
    task.specificationURI = args.specificationURI
  },

  TaskAssigned(state, event) {
    const task = taskIn(state, event, TaskStatus.Open)
    task.status = TaskStatus.InProgress
    task.nodeId = event.args.nodeId
    task.startedAt = Number(event.args.startTime)
    task.deadline = task.startedAt + task.duration + Number(taskGrace(task.duration))
  },

  TaskCompleted(state, event) {
    const task = taskIn(state, event, TaskStatus.InProgress)
    task.status = TaskStatus.Completed
    task.resultHash = event.args.resultHash
    task.completedAt = event.time
    task.reviewUntil = event.time + task.reviewWindow
  },

  // Beside TaskCompleted; what it adds (the place of the result) is not part of the state.
  ResultSubmitted(state, event) {
    fits(event, 'the result', event.args.resultHash, taskOf(state, event).resultHash)
  },

  TaskAttemptFailed(state, event) {
    const task = taskIn(state, event, TaskStatus.InProgress)
    fits(event, 'a task of the node', event.args.nodeId, task.nodeId)
    task.failedAttempts = Number(event.args.failedAttempts)
    task.excluded.push(event.args.nodeId)
    task.nodeId = undefined
    task.startedAt = 0
    task.deadline = 0
  },

  TaskReopened(state, event) {
    const task = taskIn(state, event, TaskStatus.InProgress)
    task.status = TaskStatus.Open
    task.openUntil = Number(event.args.openUntil)
  },

  TaskVerified(state, event) {
    taskIn(state, event, TaskStatus.Completed).status = TaskStatus.Verified
  },

  TaskCancelled(state, event) {
    taskIn(state, event, TaskStatus.Open).status = TaskStatus.Cancelled
  },

  TaskFailed(state, event) {
    taskIn(state, event, TaskStatus.InProgress).status = TaskStatus.Failed
  },
}

function taskIn(state: MarketState, event: MarketEvent<TaskEvents>, status: TaskStatus): TaskState {
  const task = taskOf(state, event)
  fits(event, 'a task of status', status, task.status)
  return task
}

/** Every field from the start, as for nodes; TaskSpecified follows in the same transaction. */
function newTask({ args, time }: MarketEvent<'TaskCreated'>): TaskState {
  return {
    taskId: args.taskId,
    buyer: args.buyer,
    status: TaskStatus.Open,
    resourceType: args.resourceType as ResourceType,
    requiredPower: 0n,
    duration: 0,
    maxPrice: args.maxPrice,
    escrowAmount: 0n,
    minTrustLevel: 0,
    specificationURI: '',
    nodeId: undefined,
    excluded: [],
    failedAttempts: 0,
    attempts: 0,
    createdAt: time,
    openUntil: 0,
    startedAt: 0,
    deadline: 0,
    completedAt: 0,
    reviewWindow: 0,
    reviewUntil: 0,
    resultHash: undefined,
  }
}
