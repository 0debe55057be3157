import { expect, test } from 'vitest'
import { DisputeOutcome, NodeStatus, ResourceType, TaskStatus } from './nouns.ts'

test('default: the numbers on the wire, in the order of the ABI', () => {
  expect(Object.entries(ResourceType).flat()).toEqual(['GPU', 0, 'CPU', 1, 'Network', 2, 'Mobile', 3, 'IoT', 4])
  expect(Object.keys(NodeStatus)).toEqual(['Pending', 'Verified', 'Active', 'Inactive', 'Slashed', 'Rejected'])
  expect(Object.keys(TaskStatus)).toEqual([
    'Open',
    'Assigned',
    'InProgress',
    'Completed',
    'Verified',
    'Disputed',
    'Cancelled',
    'Failed',
  ])
  expect(Object.keys(DisputeOutcome)).toEqual(['BuyerWins', 'ProviderWins', 'Split', 'NobodyRuled'])
})

test('behavior: each counts up from 0', () => {
  for (const noun of [ResourceType, NodeStatus, TaskStatus, DisputeOutcome]) {
    expect(Object.values(noun)).toEqual(Object.keys(noun).map((_, i) => i))
  }
})
