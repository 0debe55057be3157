import { TaskStatus } from '@aiigo/core'
import { createState, type TaskState } from '@aiigo/protocol'
import { expect, test } from 'vitest'
import { createView } from './view.ts'

test('behavior: its tasks are those that have not ended', () => {
  const state = createState()
  for (const status of Object.values(TaskStatus)) {
    const taskId = `0x0${status}` as const
    state.tasks.set(taskId, { taskId, status, openUntil: 0 } as unknown as TaskState)
  }
  const { tasks } = createView({ tick: 0, time: 1, end: 2, state, offers: [], documents: new Map() })
  const { Open, Assigned, InProgress, Completed, Disputed } = TaskStatus
  expect(tasks.map(({ status }) => status)).toEqual([Open, Assigned, InProgress, Completed, Disputed])
})
