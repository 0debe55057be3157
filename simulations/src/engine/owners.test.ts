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
