import { expect, test } from 'vitest'
import { aCandidate, nodeId } from '../test/market.ts'
import { acceptedRegions, createColumns, erase, write } from './columns.ts'

test('default', () => {
  const columns = createColumns(0)
  write(columns, aCandidate({ nodeId: nodeId(1), region: 'eu' }))
  write(columns, aCandidate({ nodeId: nodeId(2), region: 'us' }))
  expect(acceptedRegions(columns.regions, new Set(['us', 'asia']))).toEqual(Uint8Array.of(0, 1))
  expect(erase(columns, nodeId(1))).toBe(true)
  expect(columns.size).toBe(1)
  expect(columns.slots).toEqual(new Map([[nodeId(2), 0]]))
})

test('behavior: regions that nobody is in any more take no room', () => {
  const columns = createColumns(0)
  for (let i = 0; i < 1_000; i++) {
    write(columns, aCandidate({ nodeId: nodeId(i % 2), region: `region ${i}` }))
    if (i % 10 === 9) erase(columns, nodeId(i % 2))
  }
  expect(columns.regions.limit).toBeLessThanOrEqual(3)
})
