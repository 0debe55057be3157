import { expect, test } from 'vitest'
import * as sdk from './index.ts'
import * as testing from './testing/index.ts'

test('default', () => {
  expect(Object.keys(sdk).sort()).toMatchInlineSnapshot(`
    [
      "AssignmentMode",
      "BaseError",
      "DeadlineMissedError",
      "DisputeOutcome",
      "MissingEventError",
      "NodeStatus",
      "ResourceType",
      "TaskStatus",
      "UnknownCommitmentError",
      "createAiigo",
    ]
  `)
})

test('behavior: the test bench has its own door', () => {
  expect(Object.keys(testing).sort()).toMatchInlineSnapshot(`
    [
      "AnvilDiedError",
      "AnvilNotFoundError",
      "AnvilPortInUseError",
      "AnvilStartError",
      "createTestChain",
    ]
  `)
})
