import { expect, test } from 'vitest'
import * as pricing from './index.ts'

test('default: the public exports', () => {
  expect(Object.keys(pricing).sort()).toMatchInlineSnapshot(`
    [
      "HOURS_PER_MONTH",
      "bill",
      "earnings",
      "medianPrice",
      "providerEarningsTable",
      "quote",
      "suggestPrice",
      "timeWeightedAverage",
      "unitEarnings",
    ]
  `)
})
