import { expect, test } from 'vitest'
import { node, START } from '../agents/testing.ts'
import { bringUpToDate, createMembers } from './members.ts'
import { countNodes } from './nodes.ts'
import { createProviders } from './providers.ts'
import { fakeRun } from './testing/fakeRun.ts'
import { observation, owner } from './testing/fixtures.ts'

test('behavior: a node whose owner the setting does not know counts in the tier that it has now', () => {
  const { setting } = fakeRun({ providers: 1 })
  const seen = observation({ time: START, online: new Set([owner]) })
  const stranger = node({ owner, computePower: 10n ** 18n })
  seen.state.nodes.set(stranger.nodeId, stranger)
  const members = createMembers()
  const onlineTiers = () => {
    bringUpToDate(members, seen.state, createProviders(setting))
    const { capacity } = countNodes({ setting, members: members.list, observation: seen })
    return [1, 2, 3].filter((tier) => capacity[tier as 1 | 2 | 3].online > 0)
  }
  expect(onlineTiers()).toEqual([3])
  stranger.tier = 2
  expect(onlineTiers()).toEqual([2])
})
