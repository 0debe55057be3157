import { NodeStatus, TaskStatus } from '@aiigo/core'
import { expect, test } from 'vitest'
import type { Command } from '../commands.ts'
import { act, activate, buyer, parameters, post, provider, register, START } from '../testing.ts'
import { createTwinLedger } from './createTwinLedger.ts'
import { HEAD } from './deployment.ts'

const open = () => createTwinLedger({ parameters, ethUsd: 3_000 })

test('default', async () => {
  const ledger = open()
  const { state } = ledger
  expect(state.parameters).toMatchObject({ solutionsPerChallenge: 2n, smallestTaskEth: 0n })
  const node = await activate(ledger, START + 360)
  expect(node).toMatchObject({ status: NodeStatus.Active, provenAt: START + 360, challengesPassed: 1 })
  await act(ledger, START + 3_600, post(1_000n))
  const [task] = state.tasks.values()
  const { taskId } = task!
  await act(ledger, START + 7_200, { name: 'acceptTask', from: provider, args: { taskId, nodeId: node.nodeId } })
  const result = { taskId, resultHash: taskId, resultURI: '' }
  await act(ledger, undefined, { name: 'submitResult', from: provider, args: result, at: START + 9_000 })
  const paid = await act(ledger, START + 10_800, { name: 'approveResult', from: buyer, args: { taskId } })
  expect(task!.status).toBe(TaskStatus.Verified)
  expect(paid.events.map(({ name }) => name)).toContain('EscrowReleased')
  const { checks, differences } = await ledger.audit()
  expect(differences).toEqual([])
  expect(checks).toHaveLength(5)
  for (const { name, expected, actual } of checks) expect(actual, name).toBe(expected)
})

test('behavior: a block a submission and one a moment, each with its own log', async () => {
  const ledger = open()
  expect((await act(ledger, START)).events).toEqual([])
  const late = [START + 24, START + 12, START + 24].map((at, i) => ({ ...post(BigInt(i + 1)), at }) as Command)
  const { events } = await act(ledger, undefined, ...late)
  const created = events.flatMap(({ name, time, block, index }) =>
    name === 'TaskCreated' ? [[time, block, index]] : [],
  )
  expect(created).toEqual([
    [START + 12, HEAD + 2, 0],
    [START + 24, HEAD + 3, 0],
    [START + 24, HEAD + 3, 3],
  ])
})

test('behavior: who is told of an event finds the state as it is after it', async () => {
  const ledger = open()
  const nodes: number[] = []
  await ledger.submit(START, [register], ({ name }) => {
    if (name === 'NodeRegistered') nodes.push(ledger.state.nodes.size)
  })
  expect(nodes).toEqual([1])
})

test('behavior: what is refused comes back with the name of its error, the others go on', async () => {
  const { events, rejections } = await act(open(), START, { ...register, value: 1n }, register, {
    ...post(5n),
    value: 4n,
  })
  expect(events.filter(({ name }) => name === 'NodeRegistered')).toHaveLength(1)
  expect(rejections.map(({ command, error }) => [command.name, (error as { errorName?: string }).errorName])).toEqual([
    ['registerNode', 'NodeRegistry_PaymentTooLow'],
    ['createTask', 'TaskMarketplace_WrongPayment'],
  ])
})

test('behavior: what has ended leaves with its tick, what lives stays, and the money still adds up', async () => {
  const ledger = open()
  const { events } = await act(ledger, START, post(1_000n), post(2_000n))
  const [first] = events.flatMap((event) => (event.name === 'TaskCreated' ? [event.args.taskId] : []))
  await act(ledger, START + 3_600, { name: 'cancelTask', from: buyer, args: { taskId: first! } })
  expect(ledger.state.tasks.size).toBe(2)
  ledger.endTick()
  expect([ledger.state.tasks.size, ledger.state.escrows.size]).toEqual([1, 1])
  for (const { name, expected, actual } of (await ledger.audit()).checks) expect(actual, name).toBe(expected)
})

test('behavior: the audit finds a wei that nobody paid', async () => {
  const ledger = open()
  await activate(ledger, START + 360)
  ledger.state.accrued += 1n
  const wrong = (await ledger.audit()).checks.filter(({ expected, actual }) => expected !== actual)
  expect(wrong.map(({ name }) => name)).toEqual(['node registry: balance = stakes + bonds + accrued + credits'])
})
