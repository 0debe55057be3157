import { expect, test } from 'vitest'
import * as sdk from './index.ts'
import * as node from './node.ts'
import * as testing from './testing/index.ts'

test('default', () => {
  expect(Object.keys(sdk).sort()).toMatchInlineSnapshot(`
    [
      "AssignmentMode",
      "BaseError",
      "CodeNotLoadedError",
      "DeadlineMissedError",
      "DisputeOutcome",
      "ForeignLogError",
      "MarketStoreError",
      "MissingEventError",
      "NodeStatus",
      "OtherChainError",
      "ResourceType",
      "TaskStatus",
      "UnknownCommitmentError",
      "UnsettledChainError",
      "createAiigo",
      "indexedDbStore",
      "memoryStore",
    ]
  `)
})

test('behavior: what needs Node has its own door', () => {
  expect(Object.keys(node)).toEqual(['fileStore'])
})

test('behavior: the test bench has its own door', () => {
  expect(Object.keys(testing).sort()).toMatchInlineSnapshot(`
    [
      "AnvilDiedError",
      "AnvilNotFoundError",
      "AnvilPortInUseError",
      "AnvilStartError",
      "UnsupportedByTestMarketError",
      "createTestChain",
      "createTestMarket",
    ]
  `)
})
