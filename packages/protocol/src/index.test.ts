import { expect, test } from 'vitest'
import * as protocol from './index.ts'

test('default', () => {
  expect(Object.keys(protocol).sort()).toMatchInlineSnapshot(`
    [
      "UnfittingEventError",
      "createState",
      "evolve",
      "freePower",
      "freshPower",
      "isMarketEventName",
      "trustLevelOf",
    ]
  `)
})
