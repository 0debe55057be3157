import { type Candidate, orderTiers, rank, tierLoads } from '@aiigo/matching'
import type { TaskState } from '@aiigo/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { node, nodeId, task, taskId, view } from '../agents/testing.ts'
import { createShelves } from './candidates/shelves.ts'
import { candidates, request } from './candidates/testing.ts'
import { matchTasks } from './matchmaker.ts'

const id = (number: number) => `0x${number.toString(16).padStart(64, '0')}` as const

test('default', () => {
  const { matches } = view({ nodes: [node()], tasks: [task()] })
  expect([...matches]).toEqual([[nodeId, [taskId]]])
})

test('behavior: a node that is offered a task is that much busier for the next one', () => {
  const tasks = [1, 2, 3].map((number) => task({ taskId: id(number) }))
  // 1,000 of power, 400 a task: two fit, the oldest first.
  expect([...view({ nodes: [node()], tasks }).matches]).toEqual([[nodeId, [id(1), id(2)]]])
})

test('behavior: a node that failed a task is not offered it again', () => {
  expect(view({ nodes: [node()], tasks: [task({ excluded: [nodeId] })] }).matches.size).toBe(0)
})

test('behavior: the document behind the task counts', () => {
  const { candidates } = view({ nodes: [node()] })
  const documents = (document: { region?: string; minUptimeBps: number }) => new Map([['sim:task', document]])
  const found = (document: { region?: string; minUptimeBps: number }) =>
    matchTasks([task()], createShelves(candidates), documents(document)).size
  expect(found({ region: 'EU', minUptimeBps: 9_900 })).toBe(1)
  expect(found({ region: 'NA', minUptimeBps: 0 })).toBe(0)
  expect(found({ minUptimeBps: 9_901 })).toBe(0)
})

test('behavior: work is shared by tier: community first, the platform when it carries its half', () => {
  const nodes = [node({ computePower: 10_000n }), node({ nodeId: id(9), tier: 1, computePower: 10_000n })]
  const tasks = [1, 2, 3, 4, 5].map((number) => task({ taskId: id(number) }))
  const { matches } = view({ nodes, tasks })
  expect(matches.get(nodeId)?.[0]).toBe(id(1))
  expect(matches.get(id(9))?.length).toBeGreaterThan(0)
})

/** The rule as @aiigo/matching says it, with a ranking of everybody for every task. */
function plainMatches(tasks: readonly TaskState[], candidates: readonly Candidate[]): [string, string[]][] {
  const market = new Map(candidates.map((candidate) => [candidate.nodeId, candidate]))
  const matches = new Map<string, string[]>()
  for (const { taskId, buyer, resourceType, requiredPower, maxPrice, minTrustLevel, excluded } of tasks) {
    const request = {
      buyer,
      resourceType,
      requiredPower,
      maxPricePerHour: maxPrice,
      minTrustLevel,
      failedNodes: excluded,
    }
    const now = [...market.values()]
    const [best] = rank(request, now, { limit: 1, tierOrder: orderTiers(tierLoads(now, resourceType)) })
    if (!best) continue
    const node = market.get(best.nodeId)!
    const powerReserved = node.powerReserved + requiredPower
    market.set(node.nodeId, { ...node, powerReserved, openTasks: node.openTasks + 1 })
    matches.set(node.nodeId, [...(matches.get(node.nodeId) ?? []), taskId])
  }
  return [...matches]
}

test('behavior: the same matches as by ranking everybody for every task', () => {
  const wanted = fc.array(fc.tuple(request, fc.array(fc.integer({ min: 1, max: 120 }), { maxLength: 3 })), {
    maxLength: 60,
  })
  fc.assert(
    fc.property(candidates, wanted, (candidates, wanted) => {
      const tasks = wanted.map(([request, excluded], i) => {
        const { buyer, resourceType, requiredPower, minTrustLevel = 1 } = request
        const wish = { buyer, resourceType, requiredPower, minTrustLevel, maxPrice: request.maxPricePerHour }
        return task({ ...wish, taskId: id(i), excluded: excluded.map(id) })
      })
      expect([...matchTasks(tasks, createShelves(candidates), new Map())]).toEqual(plainMatches(tasks, candidates))
    }),
    { numRuns: 300 },
  )
})
