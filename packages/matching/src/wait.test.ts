import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aCandidate, aMarket, anyRequest, aRequest, nodeId, teraflops } from '../test/market.ts'
import { failedBy, isEligible } from '../test/reference.ts'
import { type Candidate, explain, type Request, rank } from './index.ts'

const waitOf = (request: Partial<Request>, ...candidates: Partial<Candidate>[]) =>
  explain(
    aRequest(request),
    candidates.map((changes, i) => aCandidate({ nodeId: nodeId(i + 1), ...changes })),
  ).wait

describe('behavior: what there is to wait for', () => {
  const requiredPower = 20n * teraflops
  const full = { power: 40n * teraflops, powerReserved: 40n * teraflops }

  test('behavior: power that open tasks hold, of the node that has to release least', () => {
    const half = { ...full, powerReserved: 25n * teraflops }
    expect(waitOf({ requiredPower }, full, half)).toEqual({ nodeId: nodeId(2), power: 5n * teraflops })
  })

  test('behavior: a task of too many', () => {
    expect(waitOf({}, { openTasks: 10 })).toEqual({ nodeId: nodeId(1), power: 0n })
  })

  test('behavior: the first by id of those that are alike', () => {
    expect(waitOf({ requiredPower }, { ...full, nodeId: nodeId(9) }, full)).toMatchObject({ nodeId: nodeId(2) })
  })

  const vain: [string, Partial<Candidate>][] = [
    ['more power than it has', { ...full, power: 19n * teraflops }],
    ['another price', { ...full, pricePerHour: 10_000n }],
    ['a node that is not suspended', { openTasks: 10, suspended: true }],
    ['any power at all', { power: 0n, powerReserved: 0n }],
  ]
  test.each(vain)('behavior: nothing where it would take %s', (_, changes) => {
    expect(waitOf({ requiredPower }, changes)).toBeUndefined()
  })

  test('behavior: nothing where there is a match', () => {
    expect(waitOf({}, { openTasks: 10 }, {})).toBeUndefined()
  })
})

/** Where everybody is busy, waiting is what helps. */
const aBusyMarket = fc.oneof(
  aMarket,
  aMarket.map((nodes) => nodes.map((node) => ({ ...node, openTasks: 10 }))),
)

test('behavior: when it has waited the node matches, a unit of power before it does not, and no other has less to wait for', () => {
  let waited = 0
  fc.assert(
    fc.property(anyRequest, aBusyMarket, (request, candidates) => {
      const { wait } = explain(request, candidates)
      const idle = (node: Candidate) => isEligible(request, { ...node, powerReserved: 0n, openTasks: 0 })
      const isPossible = !candidates.some((node) => isEligible(request, node)) && candidates.some(idle)
      expect(wait !== undefined).toBe(isPossible)
      if (!wait) return
      waited++
      const node = candidates.find(({ nodeId }) => nodeId === wait.nodeId)!
      const after = (power: bigint, one = node) => ({ ...one, openTasks: 0, powerReserved: one.powerReserved - power })
      expect(rank(request, [after(wait.power)])).toHaveLength(1)
      if (wait.power > 0n) expect(failedBy(request, after(wait.power - 1n))).toEqual(['power'])
      const less = wait.power - 1n
      if (less >= 0n) expect(candidates.filter(idle).some((one) => isEligible(request, after(less, one)))).toBe(false)
    }),
    { numRuns: 2_000, seed: 20_261_126 },
  )
  expect(waited).toBeGreaterThan(50)
})
