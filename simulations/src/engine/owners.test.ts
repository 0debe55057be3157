import { createState } from '@aiigo/protocol'
import { expect, test } from 'vitest'
import { node, nodeId, provider } from '../agents/testing.ts'
import { createOwners } from './owners.ts'

test('default', () => {
  const state = createState()
  const owners = createOwners(state)
  expect(owners(provider)).toBeUndefined()
  const one = node()
  state.nodes.set(nodeId, one)
  expect(owners(provider)).toBe(one)
})

test('behavior: of several nodes the last one', () => {
  const state = createState()
  const owners = createOwners(state)
  const ids = [1, 2].map((number) => `0x${String(number).padStart(64, '0')}` as const)
  for (const id of ids) state.nodes.set(id, node({ nodeId: id }))
  expect(owners(provider)?.nodeId).toBe(ids[1])
})

test('behavior: nodes that come later are found too, however often it was asked before', () => {
  const state = createState()
  const owners = createOwners(state)
  for (const number of [1, 2, 3]) {
    const owner = `0x${String(number).padStart(40, '0')}` as const
    expect(owners(owner)).toBeUndefined()
    const id = `0x${String(number).padStart(64, '0')}` as const
    state.nodes.set(id, node({ nodeId: id, owner }))
    expect([owners(owner)?.nodeId, owners(owner)?.nodeId]).toEqual([id, id])
  }
})
