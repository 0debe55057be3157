import { expect, test } from 'vitest'
import * as matching from './index.ts'

test('default', () => {
  expect(Object.keys(matching).sort()).toMatchInlineSnapshot(`
    [
      "assign",
      "createIndex",
      "criteria",
      "defaultWeights",
      "exclusionReasons",
      "explain",
      "halfDowntimeBps",
      "halfLatencyMs",
      "levelThreePriority",
      "orderTiers",
      "platformSlaBps",
      "rank",
      "select",
      "tierLoads",
      "tierShares",
    ]
  `)
})
