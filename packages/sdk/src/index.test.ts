import { expect, test } from 'vitest'
import * as sdk from './index.ts'
import * as testing from './testing/index.ts'

test('default', () => {
  expect(Object.keys(sdk).sort()).toMatchInlineSnapshot(`
    [
      "BaseError",
      "DeadlineMissedError",
      "MissingEventError",
      "NodeStatus",
      "ResourceType",
      "TaskStatus",
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
