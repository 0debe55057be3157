import { InvalidArgumentError, taskCostUp } from '@aiigo/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bill, type Plan } from './bill.ts'

const HOUR = 3_600
const pricePerHour = 3_600n // one unit a second
const runs = (...seconds: number[]) => seconds.map((s) => ({ seconds: s }))
const tiers = [{ upToSeconds: 100, pricePerHour }, { upToSeconds: 300, pricePerHour: 1_800n }, { pricePerHour: 360n }]

const amounts = fc.bigInt({ min: 0n, max: 10n ** 24n })
const usages = fc.array(fc.record({ seconds: fc.integer({ min: 0, max: 10 ** 7 }) }), { maxLength: 20 })
const plans: fc.Arbitrary<Plan> = fc.oneof(
  fc.record({ kind: fc.constant('payAsYouGo' as const), pricePerHour: amounts }),
  fc.record({ kind: fc.constant('perMinute' as const), pricePerHour: amounts }),
  fc.record({ kind: fc.constant('grant' as const), pricePerHour: amounts, budget: amounts }),
  fc.record({
    kind: fc.constant('subscription' as const),
    fee: amounts,
    includedSeconds: fc.nat(),
    pricePerHour: amounts,
  }),
  fc.tuple(fc.nat(), fc.nat(), amounts, amounts, amounts).map(([a, b, p, q, r]) => ({
    kind: 'volume' as const,
    tiers: [{ upToSeconds: 1 + a, pricePerHour: p }, { upToSeconds: 2 + a + b, pricePerHour: q }, { pricePerHour: r }],
  })),
)

describe('bill', () => {
  test('default: pay as you go charges each run by the second', () => {
    expect(bill(runs(61, HOUR), { kind: 'payAsYouGo', pricePerHour })).toEqual({
      lines: [
        { item: 'run', seconds: 61n, amount: 61n },
        { item: 'run', seconds: 3_600n, amount: 3_600n },
      ],
      total: 3_661n,
      covered: 0n,
      due: 3_661n,
    })
  })

  test('default: per minute charges each minute begun, run by run', () => {
    expect(bill(runs(1, 60, 61), { kind: 'perMinute', pricePerHour }).lines.map(({ amount }) => amount)).toEqual([
      60n,
      60n,
      120n,
    ])
  })

  test('default: a subscription charges its fee and what goes beyond', () => {
    const plan: Plan = { kind: 'subscription', fee: 1_000n, includedSeconds: HOUR, pricePerHour }
    expect(bill(runs(1_800), plan).total).toBe(1_000n)
    expect(bill(runs(1_800, 1_900), plan).lines).toEqual([
      { item: 'fee', seconds: 0n, amount: 1_000n },
      { item: 'included', seconds: 3_600n, amount: 0n },
      { item: 'overage', seconds: 100n, amount: 100n },
    ])
  })

  test('default: volume prices are graduated', () => {
    const { lines, total } = bill(runs(250, 100), { kind: 'volume', tiers })
    expect(lines.map(({ seconds, amount }) => [seconds, amount])).toEqual([
      [100n, 100n],
      [200n, 100n],
      [50n, 5n],
    ])
    expect(total).toBe(205n)
  })

  test('default: a grant pays as long as it lasts', () => {
    const plan: Plan = { kind: 'grant', pricePerHour, budget: 100n }
    expect(bill(runs(60), plan)).toMatchObject({ total: 60n, covered: 60n, due: 0n })
    expect(bill(runs(60, 60), plan)).toMatchObject({ total: 120n, covered: 100n, due: 20n })
  })

  test('behavior: nothing used costs nothing, but for the subscription’s fee', () => {
    expect(bill([], { kind: 'payAsYouGo', pricePerHour }).total).toBe(0n)
    expect(bill([], { kind: 'volume', tiers }).total).toBe(0n)
    expect(bill([], { kind: 'subscription', fee: 7n, includedSeconds: 0, pricePerHour }).total).toBe(7n)
  })

  test('behavior: the lines add up, the parts too, and one more run never costs less', () => {
    fc.assert(
      fc.property(usages, plans, fc.nat(10 ** 6), (usage, plan, seconds) => {
        const { lines, total, covered, due } = bill(usage, plan)
        expect(lines.reduce((sum, { amount }) => sum + amount, 0n)).toBe(total)
        expect(covered + due).toBe(total)
        expect(covered >= 0n && due >= 0n).toBe(true)
        expect(bill([...usage, { seconds }], plan).due >= due).toBe(true)
      }),
    )
  })

  test('behavior: one price in every tier is that price, but for one unit a tier that rounding adds', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 6), amounts, (seconds, price) => {
        const plan: Plan = { kind: 'volume', tiers: tiers.map((tier) => ({ ...tier, pricePerHour: price })) }
        const excess = bill([{ seconds }], plan).total - taskCostUp(price, seconds)
        expect(excess >= 0n && excess <= 2n).toBe(true)
      }),
    )
  })

  test('behavior: minutes never cost less than seconds', () => {
    fc.assert(
      fc.property(usages, amounts, (usage, price) => {
        const bySecond = bill(usage, { kind: 'payAsYouGo', pricePerHour: price }).total
        expect(bill(usage, { kind: 'perMinute', pricePerHour: price }).total >= bySecond).toBe(true)
      }),
    )
  })

  test('error: usage that is none', () => {
    const plan: Plan = { kind: 'payAsYouGo', pricePerHour }
    expect(() => bill({} as never, plan)).toThrow('`usage`')
    expect(() => bill([null] as never, plan)).toThrow('`usage[0]`')
    expect(() => bill(runs(1, -1), plan)).toThrow('`usage[1].seconds`')
    expect(() => bill(runs(0.5), plan)).toThrow(InvalidArgumentError)
  })

  test('error: plans that are none', () => {
    const refused = (plan: unknown, argument: string) =>
      expect(() => bill(runs(1), plan as Plan)).toThrow(`\`${argument}\``)
    refused(undefined, 'plan')
    refused({ kind: 'free' }, 'plan.kind')
    refused({ kind: 'payAsYouGo', pricePerHour: 1 }, 'plan.pricePerHour')
    refused({ kind: 'grant', pricePerHour }, 'plan.budget')
    refused({ kind: 'subscription', includedSeconds: 0, pricePerHour }, 'plan.fee')
    refused({ kind: 'subscription', fee: 0n, pricePerHour }, 'plan.includedSeconds')
    refused({ kind: 'volume', tiers: [] }, 'plan.tiers')
    refused({ kind: 'volume', tiers: [{ pricePerHour }, { pricePerHour }] }, 'plan.tiers[0].upToSeconds')
    refused({ kind: 'volume', tiers: [tiers[1], tiers[0], tiers[2]] }, 'plan.tiers[1].upToSeconds')
    refused({ kind: 'volume', tiers: tiers.slice(0, 2) }, 'plan.tiers[1].upToSeconds')
  })

  test('error: a bad plan is refused before anything is used', () => {
    expect(() => bill([], { kind: 'payAsYouGo', pricePerHour: -1n })).toThrow(InvalidArgumentError)
    expect(() => bill([], { kind: 'perMinute', pricePerHour: 0.5 } as never)).toThrow(InvalidArgumentError)
  })
})
