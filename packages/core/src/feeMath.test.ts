import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { InvalidArgumentError } from './errors.ts'
import { disputeBondUp, feeDown, slashDown, splitDispute, splitPayment, taskCostUp, taskGrace } from './feeMath.ts'
import { DisputeOutcome } from './nouns.ts'
import { parameters } from './parameters.ts'

const ETH = 10n ** 18n
const amounts = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n })
const feeRates = fc.integer({ min: 0, max: 1_000 })
const anything = fc.anything({ withBigInt: true })

describe('splitPayment', () => {
  test('default: 92 % to the provider, 8 % to the platform', () => {
    expect(splitPayment(ETH, parameters.platformFeeBps)).toEqual({
      provider: (92n * ETH) / 100n,
      platform: (8n * ETH) / 100n,
    })
  })

  test('behavior: the fee rounds down, so that 12 wei pay none', () => {
    expect(splitPayment(12n, 800)).toEqual({ provider: 12n, platform: 0n })
    expect(splitPayment(13n, 800)).toEqual({ provider: 12n, platform: 1n })
  })

  test('behavior: the parts add up to the whole, and the fee is less than one unit below its share', () => {
    fc.assert(
      fc.property(amounts, feeRates, (amount, feeBps) => {
        const { provider, platform } = splitPayment(amount, feeBps)
        expect(provider + platform).toBe(amount)
        const missing = amount * BigInt(feeBps) - platform * 10_000n
        expect(missing >= 0n && missing < 10_000n).toBe(true)
      }),
    )
  })

  test('error: an amount that is no bigint, a rate above 100 %', () => {
    expect(() => splitPayment(1_000 as never, 800)).toThrow(InvalidArgumentError)
    expect(() => splitPayment(-1n, 800)).toThrow(InvalidArgumentError)
    expect(() => splitPayment(1_000n, 10_001)).toThrow(InvalidArgumentError)
    expect(() => splitPayment(1_000n, 8.5)).toThrow(InvalidArgumentError)
  })
})

describe('splitDispute', () => {
  const amount = 10_000n

  test('default: the four ends for an escrow of 10,000 and its bond of 200', () => {
    const split = (outcome: DisputeOutcome) => splitDispute({ amount, outcome })
    expect(split(DisputeOutcome.BuyerWins)).toEqual({ provider: 0n, buyer: 10_000n, treasury: 0n, arbitrators: 200n })
    expect(split(DisputeOutcome.ProviderWins)).toEqual({
      provider: 9_200n,
      buyer: 0n,
      treasury: 800n,
      arbitrators: 200n,
    })
    expect(split(DisputeOutcome.NobodyRuled)).toEqual({
      provider: 4_600n,
      buyer: 5_200n,
      treasury: 400n,
      arbitrators: 0n,
    })
    expect(splitDispute({ amount, outcome: DisputeOutcome.Split, providerShareBps: 4_900 })).toEqual({
      provider: 4_500n,
      buyer: 5_100n,
      treasury: 400n,
      arbitrators: 200n,
    })
  })

  test('behavior: a split of 98 % pays the full platform fee', () => {
    const { treasury } = splitDispute({ amount, outcome: DisputeOutcome.Split, providerShareBps: 9_800 })
    expect(treasury).toBe(800n)
  })

  test('behavior: the odd wei of an escrow on which nobody ruled is in the provider’s half', () => {
    const parts = splitDispute({ amount: 101n, outcome: DisputeOutcome.NobodyRuled, feeBps: 0, bond: 0n })
    expect(parts).toEqual({ provider: 51n, buyer: 50n, treasury: 0n, arbitrators: 0n })
  })

  test('behavior: the parts add up to escrow + bond, and none is negative', () => {
    const outcomes = fc.constantFrom(...Object.values(DisputeOutcome))
    const shares = fc.integer({ min: 0, max: 9_800 })
    fc.assert(
      fc.property(amounts, feeRates, amounts, outcomes, shares, (amount, feeBps, bond, outcome, providerShareBps) => {
        const share = outcome === DisputeOutcome.Split ? { providerShareBps } : {}
        const parts = Object.values(splitDispute({ amount, feeBps, bond, outcome, ...share }))
        expect(parts.reduce((sum, part) => sum + part)).toBe(amount + bond)
        expect(parts.every((part) => part >= 0n)).toBe(true)
      }),
    )
  })

  test('error: a share that is missing, too large, or given where nothing is shared', () => {
    const outcome = DisputeOutcome.Split
    expect(() => splitDispute({ amount, outcome })).toThrow(InvalidArgumentError)
    expect(() => splitDispute({ amount, outcome, providerShareBps: 9_801 })).toThrow(InvalidArgumentError)
    expect(() => splitDispute({ amount, outcome: DisputeOutcome.BuyerWins, providerShareBps: 1 })).toThrow(
      'not a split',
    )
  })

  test('error: an unknown outcome, a fee above the cap, no options', () => {
    expect(() => splitDispute({ amount, outcome: 4 as never })).toThrow(InvalidArgumentError)
    expect(() => splitDispute({ amount, outcome: DisputeOutcome.BuyerWins, feeBps: 1_001 })).toThrow(
      InvalidArgumentError,
    )
    expect(() => splitDispute(undefined as never)).toThrow(InvalidArgumentError)
  })
})

describe('taskCostUp', () => {
  test('default: one hour costs the price, half an hour half of it', () => {
    expect(taskCostUp(3_600n, 3_600)).toBe(3_600n)
    expect(taskCostUp(3_600n, 1_800)).toBe(1_800n)
  })

  test('behavior: what the buyer must cover rounds up', () => {
    expect(taskCostUp(1n, 1)).toBe(1n)
    expect(taskCostUp(3_601n, 3_599)).toBe(3_600n)
    expect(taskCostUp(0n, 60)).toBe(0n)
  })

  test('behavior: never below the exact cost, and less than one unit above', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 60, max: 2_592_000 }), (price, duration) => {
        const excess = taskCostUp(price, duration) * 3_600n - price * BigInt(duration)
        expect(excess >= 0n && excess < 3_600n).toBe(true)
      }),
    )
  })

  test('error: a negative duration, a price as a number', () => {
    expect(() => taskCostUp(1n, -1)).toThrow(InvalidArgumentError)
    expect(() => taskCostUp(0.8 as never, 60)).toThrow(InvalidArgumentError)
  })
})

describe('the smaller helpers', () => {
  test('default: fee, bond, slash and grace', () => {
    expect(feeDown(1_000n, 800)).toBe(80n)
    expect(disputeBondUp(101n)).toBe(3n)
    expect(slashDown(ETH, parameters.timeoutSlashBps)).toBe(ETH / 20n)
    expect([60, 6_000, 6_010, 2_592_000].map(taskGrace)).toEqual([600n, 600n, 601n, 259_200n])
  })

  test('behavior: ten timeouts cost 40 % of a stake', () => {
    let stake = ETH
    for (let i = 0; i < 10; i++) stake -= slashDown(stake, parameters.timeoutSlashBps)
    expect(stake / 10n ** 15n).toBe(598n)
  })

  test('error: a slash above half of the stake', () => {
    expect(() => slashDown(ETH, 5_001)).toThrow('from 0 to 5000')
  })

  test('error: whatever comes in, only the typed error comes out', () => {
    const doors = [feeDown, splitPayment, disputeBondUp, splitDispute, taskCostUp, slashDown, taskGrace] as ((
      ...a: unknown[]
    ) => unknown)[]
    fc.assert(
      fc.property(fc.constantFrom(...doors), anything, anything, (door, a, b) => {
        try {
          door(a, b)
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidArgumentError)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})
