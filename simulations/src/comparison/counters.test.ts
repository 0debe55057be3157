import { expect, test } from 'vitest'
import { addCounters, createCounters } from './counters.ts'

test('behavior: what several histories have been through is the sum of it', () => {
  const counters = createCounters()
  const one = {
    calls: 7,
    accepted: new Map([['taskMarketplace.acceptTask', 3]]),
    refused: new Map([['TaskMarketplace_UnknownTask', new Map([['taskMarketplace.acceptTask', 4]])]]),
    reached: new Set(['task Open']),
    viewed: new Set(['taskMarketplace.getTask']),
  }
  addCounters(counters, one)
  addCounters(counters, one)
  expect(counters).toEqual({
    ...one,
    calls: 14,
    accepted: new Map([['taskMarketplace.acceptTask', 6]]),
    refused: new Map([['TaskMarketplace_UnknownTask', new Map([['taskMarketplace.acceptTask', 8]])]]),
  })
})
