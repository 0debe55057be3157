import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvalidArgumentError } from './errors.ts'
import { NodeStatus } from './nouns.ts'
import {
  clampReputation,
  isReviewDue,
  reputationAfterChallenge,
  successRateDown,
  type TrustedNode,
  trustLevel,
} from './trustLevel.ts'

const ETH = 10n ** 18n

const verified: TrustedNode = {
  status: NodeStatus.Active,
  stakedAmount: ETH,
  reputation: 5_000,
  totalTasksCompleted: 0,
  totalTasksFailed: 0,
  challengesPassed: 10,
}
const trusted: TrustedNode = { ...verified, stakedAmount: 3n * ETH, reputation: 9_500, totalTasksCompleted: 100 }
const partner: TrustedNode = { ...trusted, stakedAmount: 5n * ETH, hasPartnerSLA: true, hasInsuranceBond: true }

describe('trustLevel', () => {
  test('default: the four levels', () => {
    expect(trustLevel({ ...verified, stakedAmount: ETH / 2n })).toBe(1)
    expect(trustLevel(verified)).toBe(2)
    expect(trustLevel(trusted)).toBe(3)
    expect(trustLevel(partner)).toBe(4)
  })

  test('args: a market’s own minimum stake', () => {
    expect(trustLevel({ ...verified, stakedAmount: ETH / 10n })).toBe(0)
    expect(trustLevel({ ...verified, stakedAmount: ETH / 10n }, { minimumStake: ETH / 10n })).toBe(1)
  })

  test('behavior: only Verified, Active and Inactive nodes have a level', () => {
    const levels = Object.values(NodeStatus).map((status) => trustLevel({ ...partner, status }))
    expect(levels).toEqual([0, 4, 4, 4, 0, 0])
  })

  test('behavior: level 4 asks for the SLA and the bond, and for no completed tasks', () => {
    expect(trustLevel({ ...partner, hasPartnerSLA: false })).toBe(3)
    expect(trustLevel({ ...partner, hasInsuranceBond: false })).toBe(3)
    expect(trustLevel({ ...partner, totalTasksCompleted: 0 })).toBe(4)
  })

  test('behavior: level 3 asks for reputation and success rate both', () => {
    expect(trustLevel({ ...trusted, totalTasksFailed: 5 })).toBe(3)
    expect(trustLevel({ ...trusted, totalTasksFailed: 6 })).toBe(2)
    expect(trustLevel({ ...trusted, reputation: 9_499 })).toBe(2)
  })

  test('behavior: more stake, reputation, passes or papers never lower a level', () => {
    const nodes = fc.record({
      status: fc.constantFrom(...Object.values(NodeStatus)),
      stakedAmount: fc.bigInt({ min: 0n, max: 6n * ETH }),
      reputation: fc.integer({ min: 0, max: 9_999 }),
      totalTasksCompleted: fc.nat(300),
      totalTasksFailed: fc.nat(20),
      challengesPassed: fc.nat(20),
      hasPartnerSLA: fc.boolean(),
      hasInsuranceBond: fc.boolean(),
    })
    fc.assert(
      fc.property(nodes, (node) => {
        const level = trustLevel(node)
        expect(trustLevel({ ...node, stakedAmount: node.stakedAmount + ETH })).toBeGreaterThanOrEqual(level)
        expect(trustLevel({ ...node, reputation: node.reputation + 1 })).toBeGreaterThanOrEqual(level)
        expect(trustLevel({ ...node, challengesPassed: node.challengesPassed + 1 })).toBeGreaterThanOrEqual(level)
        expect(trustLevel({ ...node, totalTasksFailed: node.totalTasksFailed + 1 })).toBeLessThanOrEqual(level)
        expect(trustLevel({ ...node, hasPartnerSLA: true, hasInsuranceBond: true })).toBeGreaterThanOrEqual(level)
      }),
    )
  })

  test('error: a field that is missing or out of range is named', () => {
    expect(() => trustLevel({ ...verified, reputation: 10_001 })).toThrow('node.reputation')
    expect(() => trustLevel({ ...verified, status: 6 as never })).toThrow('node.status')
    expect(() => trustLevel({ ...verified, stakedAmount: 1 as never })).toThrow('node.stakedAmount')
    expect(() => trustLevel({ ...verified, challengesPassed: undefined as never })).toThrow('node.challengesPassed')
    expect(() => trustLevel({ ...verified, hasPartnerSLA: 1 as never })).toThrow('node.hasPartnerSLA')
    expect(() => trustLevel(null as never)).toThrow(InvalidArgumentError)
  })
})

describe('reputation', () => {
  test('default: a change is kept within 0 to 10,000', () => {
    expect(clampReputation(5_000, 50)).toBe(5_050n)
    expect(clampReputation(100, -500)).toBe(0n)
    expect(clampReputation(9_990n, 100n)).toBe(10_000n)
  })

  test('behavior: challenges lift a reputation to 5,000 and no further', () => {
    expect([0, 4_990, 4_995, 5_000, 9_000].map(reputationAfterChallenge)).toEqual([10n, 5_000n, 5_000n, 5_000n, 9_000n])
  })

  test('error: a reputation above 10,000', () => {
    expect(() => clampReputation(10_001, 0)).toThrow(InvalidArgumentError)
    expect(() => reputationAfterChallenge(-1)).toThrow(InvalidArgumentError)
  })
})

describe('success', () => {
  test('default: the rate rounds down, and there is none before the first task', () => {
    expect(successRateDown(2, 1)).toBe(6_666n)
    expect(successRateDown(0, 0)).toBeUndefined()
  })

  test('behavior: a review is due above 20 % failures of at least ten tasks', () => {
    expect([isReviewDue(0, 9), isReviewDue(8, 2), isReviewDue(7, 3), isReviewDue(40, 11)]).toEqual([
      false,
      false,
      true,
      true,
    ])
  })

  test('error: a negative count', () => {
    expect(() => successRateDown(-1, 1)).toThrow(InvalidArgumentError)
    expect(() => isReviewDue(1, -1)).toThrow(InvalidArgumentError)
  })
})
