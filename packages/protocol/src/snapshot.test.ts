import { expect, test } from 'vitest'
import { createState } from './createState.ts'
import { evolve } from './evolve.ts'
import { restore, SnapshotError, snapshot } from './snapshot.ts'
import {
  activeNode,
  assignedTask,
  auctionedTask,
  disputedTask,
  event,
  nodeId,
  paidTask,
  postedTask,
  startedTask,
} from './testing.ts'

const market = () => [...activeNode, ...postedTask, ...assignedTask].reduce(evolve, createState())

test('default', () => {
  const state = market()
  expect(restore(snapshot(state))).toStrictEqual(state)
})

test('behavior: bids, rounds, rulings and what is not there yet', () => {
  const bidding = [...activeNode, ...auctionedTask].reduce(evolve, createState())
  const ruled = [...startedTask, ...disputedTask].reduce(evolve, restore(snapshot(bidding)))
  expect(restore(snapshot(bidding))).toStrictEqual(bidding)
  expect(restore(snapshot(ruled))).toStrictEqual(ruled)
})

test('behavior: the same state gives the same bytes, and the restored one too', () => {
  const bytes = snapshot(market())
  expect(snapshot(market())).toEqual(bytes)
  expect(snapshot(restore(bytes))).toEqual(bytes)
})

test('behavior: a restored state evolves as the old one does', () => {
  const [old, fresh] = [market(), restore(snapshot(market()))]
  for (const one of paidTask) {
    evolve(old, one)
    evolve(fresh, one)
  }
  expect(fresh).toStrictEqual(old)
  expect(snapshot(fresh)).toEqual(snapshot(old))
  expect(old.nodes.get(nodeId)?.totalTasksCompleted).toBe(1)
})

test('behavior: what is below zero, what is not ASCII, and what looks like a tag', () => {
  const state = market()
  const [node] = state.nodes.values()
  evolve(state, event('NodeMetadataUpdated', { nodeId: node!.nodeId, metadataURI: '{"bigint":"1"}\nœ 中' }))
  state.balances.set(node!.owner, new Map([[node!.owner, -(2n ** 200n)]]))
  expect(restore(snapshot(state))).toEqual(state)
})

test('behavior: parameters that tasks share are written once', () => {
  const state = market()
  const size = snapshot(state).length
  const [task] = state.tasks.values()
  for (let i = 0; i < 9; i++) state.tasks.set(`0x${i}`, { ...task! })
  const restored = restore(snapshot(state))
  expect(snapshot(state).length - size).toBeLessThan(9 * 1_000)
  expect(new Set([...restored.tasks.values()].map(({ parameters }) => parameters)).size).toBe(1)
})

test('error: cut short at any place', () => {
  const bytes = snapshot(createState())
  for (let length = 0; length < bytes.length; length++)
    expect(() => restore(bytes.subarray(0, length))).toThrow(SnapshotError)
})

test('error: any byte changed, or one too many', () => {
  const bytes = snapshot(createState())
  for (let i = 0; i < bytes.length; i += 7) {
    const changed = Uint8Array.from(bytes)
    changed[i]! ^= 1
    expect(() => restore(changed)).toThrow(SnapshotError)
  }
  expect(() => restore(Uint8Array.from([...bytes, 32]))).toThrow(SnapshotError)
})

test('error: another version, and something else', () => {
  const text = new TextDecoder().decode(snapshot(createState()))
  const problemOf = (changed: string) => {
    try {
      restore(new TextEncoder().encode(changed))
    } catch (error) {
      return (error as SnapshotError).problem
    }
    return 'none'
  }
  expect(problemOf(text.replace(/^aiigo-state 1 /, 'aiigo-state 2 '))).toBe('anotherVersion')
  expect(problemOf('PAR1')).toBe('notASnapshot')
  expect(problemOf(text.slice(0, -1))).toBe('cutShort')
  expect(problemOf(text.replace('nobody', 'someone').replace('"chainId":0', '"chainId":1'))).toBe('changed')
})
