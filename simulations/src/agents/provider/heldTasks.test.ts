import { TaskStatus } from '@aiigo/core'
import { expect, test } from 'vitest'
import { node, nodeId, task, view } from '../testing.ts'
import { HeldTasks } from './heldTasks.ts'

const id = (number: number) => `0x${String(number).padStart(64, '0')}` as const
const running = (number: number, more = {}) =>
  task({ taskId: id(number), status: TaskStatus.InProgress, nodeId, ...more })

test('default', () => {
  const one = node({ openTasks: 2 })
  const scene = view({ nodes: [one], tasks: [running(1), running(2, { nodeId: id(9) }), running(3), task()] })
  const held = new HeldTasks()
  const ids = () => held.of(scene, one).map(({ taskId }) => taskId)
  expect(ids()).toEqual([id(1), id(3)])
  scene.state.tasks.get(id(1))!.status = TaskStatus.Completed
  expect(ids()).toEqual([id(1), id(3)])
})

test('behavior: what has ended, failed or went to another node is its no more, what came since is', () => {
  const tasks = [running(1), running(2), running(3), running(4)]
  const one = node({ openTasks: 4 })
  const scene = view({ nodes: [one], tasks })
  const held = new HeldTasks()
  expect(held.of(scene, one)).toHaveLength(4)
  tasks[0]!.status = TaskStatus.Verified
  tasks[1]!.nodeId = id(9)
  tasks[2]!.status = TaskStatus.Open
  one.openTasks = 1
  expect(held.of(scene, one)).toEqual([tasks[3]])
  const later = running(5)
  scene.state.tasks.set(later.taskId, later)
  one.openTasks = 2
  const next = { ...scene, tasksOfNode: () => [tasks[3]!, later] }
  expect(held.of(next, one)).toEqual([tasks[3], later])
})

test('behavior: of another market it knows nothing', () => {
  const one = node({ openTasks: 1 })
  const held = new HeldTasks()
  for (const number of [1, 2]) {
    const scene = view({ nodes: [one], tasks: [running(number)] })
    expect(held.of(scene, one).map(({ taskId }) => taskId)).toEqual([id(number)])
  }
})

test('behavior: what it asked for and got is its own, without a look at the market', () => {
  const one = node({ openTasks: 2 })
  const tasks = [
    running(1, { createdAt: 1 }),
    running(2, { createdAt: 2 }),
    running(3, { nodeId: id(9), createdAt: 2 }),
  ]
  const scene = { ...view({ nodes: [one], tasks }), tasksOfNode: () => [] }
  const held = new HeldTasks()
  held.ask([id(1)])
  expect(held.of(scene, { ...one, openTasks: 1 })).toEqual([tasks[0]])
  held.ask([id(2), id(3), id(4)])
  expect(held.of(scene, one)).toEqual([tasks[0], tasks[1]])
  expect(held.of(scene, one)).toEqual([tasks[0], tasks[1]])
})

test.each([
  ['are older than what it has', 1],
  ['were posted in the same block', 2],
])('behavior: of those that %s only the market knows the place', (_, createdAt) => {
  const one = node({ openTasks: 2 })
  const tasks = [running(1, { createdAt }), running(2, { createdAt: 2 })]
  const scene = view({ nodes: [one], tasks })
  const held = new HeldTasks()
  held.ask([id(2)])
  expect(held.of(scene, { ...one, openTasks: 1 })).toEqual([tasks[1]])
  held.ask([id(1)])
  expect(held.of(scene, one)).toEqual(tasks)
})
