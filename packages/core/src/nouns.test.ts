import { expect, test } from 'vitest'
import * as nouns from './nouns.ts'
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
  expect(Object.keys(nouns)).toHaveLength(10)
  for (const noun of Object.values(nouns)) {
    expect(Object.values(noun)).toEqual(Object.keys(noun).map((_, i) => i))
  }
})

test('behavior: what was appended later, in the order of the ABI', () => {
  expect(Object.keys(nouns.TaskOutcome).join()).toBe('Verified,TimedOut,Abandoned,DisputeWon,DisputeLost,Settled')
  expect(Object.keys(nouns.AttemptFailure).join()).toBe('TimedOut,Abandoned')
  expect(Object.keys(nouns.AssignmentMode).join()).toBe('Instant,SealedBid,Direct')
  expect(Object.keys(nouns.BidStatus).join()).toBe('None,Committed,Revealed,Reported')
  expect(Object.keys(nouns.EscrowStatus).join()).toBe('None,Held,Released,Refunded,Disputed,Settled')
  expect(Object.keys(nouns.Eligibility).slice(0, 6).join()).toBe(
    'Eligible,UnknownNode,NotActive,UnderReview,Suspended,OwnerBanned',
  )
})
