import { createState } from '@aiigo/protocol'
import { expect, test } from 'vitest'
import { node } from '../agents/testing.ts'
import { bringUpToDate, createMembers } from './members.ts'
import { createProviders } from './providers.ts'
import { fakeRun } from './testing/fakeRun.ts'

const id = (number: number) => `0x${number.toString(16).padStart(64, '0')}` as const

test('default: in the order of the nodes, with their owners', () => {
  const { setting } = fakeRun({ providers: 2 })
  const providers = createProviders(setting)
  const [first, second] = setting.providers
  const state = createState()
  const members = createMembers()
  state.nodes.set(id(1), node({ nodeId: id(1), owner: first!.address.toLowerCase() as `0x${string}` }))
  bringUpToDate(members, state, providers)
  const [known] = members.list
  expect(known?.provider?.setting).toBe(first)
  state.nodes.set(id(2), node({ nodeId: id(2), owner: second!.address }))
  bringUpToDate(members, state, providers)
  expect(members.list[0]).toBe(known)
  expect(members.list.map(({ provider }) => provider?.setting)).toEqual([first, second])
})

test('behavior: another state is another list', () => {
  const { setting } = fakeRun({ providers: 1 })
  const members = createMembers()
  const market = (...numbers: number[]) => {
    const state = createState()
    for (const number of numbers) state.nodes.set(id(number), node({ nodeId: id(number) }))
    return state
  }
  bringUpToDate(members, market(1, 2), createProviders(setting))
  bringUpToDate(members, market(3), createProviders(setting))
  expect(members.list.map(({ node }) => node.nodeId)).toEqual([id(3)])
})
