import { InvalidArgumentError, ResourceType } from '@aiigo/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aCandidate, aRequest, nodeId } from '../test/market.ts'
import { orderTiers, rank, type Tier, type TierLoads, tierLoads, tierShares } from './index.ts'

describe('orderTiers', () => {
  test('default', () => {
    expect(orderTiers({ 1: 0n, 2: 0n, 3: 0n })).toEqual([3, 2, 1])
  })

  const cases: [TierLoads, Tier[]][] = [
    [{ 1: 0n, 2: 0n, 3: 1n }, [2, 1, 3]],
    [{ 1: 0n, 2: 1n, 3: 1n }, [1, 3, 2]],
    [{ 1: 1n, 2: 1n, 3: 1n }, [3, 2, 1]],
    [{ 1: 10n, 2: 30n, 3: 60n }, [1, 3, 2]],
    [{ 1: 20n, 2: 30n, 3: 50n }, [3, 2, 1]],
    [{ 1: 21n, 2: 30n, 3: 50n }, [3, 2, 1]],
    [{ 1: 2n * 10n ** 30n, 2: 3n * 10n ** 30n, 3: 5n * 10n ** 30n + 1n }, [2, 1, 3]],
    [{ 1: 1n, 2: 0n, 3: 0n }, [3, 2, 1]],
  ]
  test.each(cases)('args: %o', (loads, order) => {
    expect(orderTiers(loads)).toEqual(order)
  })

  test('args: other shares', () => {
    expect(orderTiers({ 1: 0n, 2: 0n, 3: 1n }, { 1: 0, 2: 0, 3: 10_000 })).toEqual([3, 2, 1])
    expect(orderTiers({ 1: 0n, 2: 0n, 3: 1n }, { 1: 10_000, 2: 0, 3: 0 })).toEqual([1, 3, 2])
  })

  test('behavior: the shares add up to the whole', () => {
    expect(tierShares).toEqual({ 1: 2_000, 2: 3_000, 3: 5_000 })
  })

  test('behavior: loads stay within a task of 50 / 30 / 20 while every tier has room', () => {
    const loads = { 1: 0n, 2: 0n, 3: 0n }
    for (let tasks = 1; tasks <= 1_000; tasks++) {
      loads[orderTiers(loads)[0]!]++
      for (const tier of [1, 2, 3] as const) {
        expect(Math.abs(Number(loads[tier]) - (tasks * tierShares[tier]) / 10_000)).toBeLessThanOrEqual(1)
      }
    }
    expect(loads).toEqual({ 1: 200n, 2: 300n, 3: 500n })
  })

  test('behavior: every tier is asked, and those below their share first', () => {
    const aLoad = fc.bigInt(0n, 10n ** 24n)
    fc.assert(
      fc.property(fc.record({ 1: aLoad, 2: aLoad, 3: aLoad }), (loads) => {
        const order = orderTiers(loads)
        expect([...order].sort()).toEqual([1, 2, 3])
        const total = Number(loads[1] + loads[2] + loads[3])
        const excess = order.map((tier) => Number(loads[tier]) / (total || 1) - tierShares[tier] / 10_000)
        expect(excess[0]).toBeLessThanOrEqual(1e-12)
      }),
    )
  })

  test('error: loads', () => {
    const broken = [{ 1: 0n, 2: 0n }, { 1: 0n, 2: 0n, 3: -1n }, { 1: 0n, 2: 0n, 3: 1 }, null]
    for (const loads of broken) {
      expect(() => orderTiers(loads as unknown as TierLoads)).toThrow(InvalidArgumentError)
      expect(() => orderTiers(loads as unknown as TierLoads)).toThrow('`loads[3]`')
    }
  })

  test('error: shares', () => {
    const loads = { 1: 0n, 2: 0n, 3: 0n }
    expect(() => orderTiers(loads, { 1: 20, 2: 30, 3: 50 })).toThrow('`shares`')
    expect(() => orderTiers(loads, { 1: 0.2, 2: 0.3, 3: 0.5 })).toThrow('`shares[3]`')
  })
})

describe('tierLoads', () => {
  test('default', () => {
    const candidates = [
      aCandidate({ nodeId: nodeId(1), tier: 1, powerReserved: 1n }),
      aCandidate({ nodeId: nodeId(2), tier: 3, powerReserved: 2n }),
      aCandidate({ nodeId: nodeId(3), tier: 3, powerReserved: 3n }),
      aCandidate({ nodeId: nodeId(4), tier: 3, powerReserved: 9n, resourceType: ResourceType.IoT }),
    ]
    expect(tierLoads(candidates, ResourceType.GPU)).toEqual({ 1: 1n, 2: 0n, 3: 5n })
  })

  test('behavior: a market filled through rank carries 50 / 30 / 20', () => {
    const candidates = ([1, 2, 3] as const).flatMap((tier) =>
      Array.from({ length: 20 }, (_, i) => {
        return aCandidate({ nodeId: nodeId(tier * 100 + i), tier, power: 100n, powerReserved: 0n })
      }),
    )
    for (let task = 0; task < 200; task++) {
      const tierOrder = orderTiers(tierLoads(candidates, ResourceType.GPU))
      const [best] = rank(aRequest({ requiredPower: 5n }), candidates, { tierOrder, limit: 1 })
      candidates.find(({ nodeId }) => nodeId === best!.nodeId)!.powerReserved += 5n
    }
    expect(tierLoads(candidates, ResourceType.GPU)).toEqual({ 1: 200n, 2: 300n, 3: 500n })
  })
})
