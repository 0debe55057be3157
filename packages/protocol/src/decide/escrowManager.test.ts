import { DisputeOutcome } from '@aiigo/core'
import { expect, test } from 'vitest'
import type { Command } from '../decide.ts'
import { type Address, ETH } from '../hex.ts'
import type { MarketState } from '../state.ts'
import { previewDispute, previewRelease, previewReleaseAt } from './escrowManager.ts'
import * as t from './taskMarketplace/testing.ts'

const { taskId, buyer, provider, arbitrator, usdc, owner } = t
const market = t.deployment.taskMarketplace
const AMOUNT = 10_000n
const MAX = 2n ** 88n - 1n

type Named = Extract<Command, { contract: 'escrowManager' }>
type Args<name> = Extract<Named, { name: name }>['args']

/** Calls of the marketplace. */
function call<name extends Named['name']>(name: name, args: Args<name>): Command {
  return { contract: 'escrowManager', name, args } as Command
}

const held = (state = t.market()): MarketState => {
  t.run(state, call('deposit', { taskId, buyer }), { sender: market, value: AMOUNT })
  return state
}

const disputed = (): MarketState => {
  const state = held()
  t.run(state, call('depositBond', { taskId, amount: 200n }), { sender: market, value: 200n })
  return state
}

const refuses = (...accounts: Address[]) => ({
  sender: market,
  refuses: (_currency: Address, account: Address) => accounts.includes(account),
})

/** What happened, with what matters of each event. */
function said(state: MarketState, command: Command, given = refuses()): unknown[] {
  return t.run(state, command, given).map(({ name, args }) => {
    const { taskId: _taskId, ...rest } = args as Record<string, unknown>
    return [name, ...Object.values(rest)]
  })
}

test('default', () => {
  const state = held()
  expect(previewRelease(state, taskId)).toEqual({ providerPayout: 9_200n, platformFee: 800n })
  expect(said(state, call('release', { taskId, provider }))).toEqual([['EscrowReleased', provider, 9_200n, 800n]])
  expect(previewRelease(state, taskId)).toEqual({ providerPayout: 0n, platformFee: 0n })
})

test('args: a currency is said beside the deposit', () => {
  const args = { taskId, buyer, currency: usdc, amount: AMOUNT }
  expect(said(t.market(), call('depositToken', args))).toEqual([
    ['EscrowDeposited', buyer, AMOUNT],
    ['EscrowCurrencySet', usdc],
  ])
})

test('behavior: below the deposit the difference goes back', () => {
  const release = call('releaseAt', { taskId, provider, agreedAmount: 5_000n })
  expect(previewReleaseAt(held(), taskId, 5_000n)).toEqual({ providerPayout: 4_600n, platformFee: 400n })
  expect(previewReleaseAt(held(), taskId, AMOUNT + 1n)).toEqual({ providerPayout: 0n, platformFee: 0n })
  expect(said(held(), release, refuses(provider, buyer))).toEqual([
    ['EscrowReleased', provider, 4_600n, 400n],
    ['EscrowDifferenceRefunded', buyer, 5_000n],
    ['CreditAdded', ETH, provider, 4_600n, 4_600n],
    ['CreditAdded', ETH, buyer, 5_000n, 5_000n],
  ])
  const whole = call('releaseAt', { taskId, provider, agreedAmount: AMOUNT })
  expect(said(held(), whole)).toEqual([['EscrowReleased', provider, 9_200n, 800n]])
})

test('behavior: a refund', () => {
  expect(said(held(), call('refund', { taskId }), refuses(buyer))).toEqual([
    ['EscrowRefunded', buyer, AMOUNT],
    ['CreditAdded', ETH, buyer, AMOUNT, AMOUNT],
  ])
})

const { BuyerWins, ProviderWins, Split, NobodyRuled } = DisputeOutcome

// Of 10,000 and a bond of 200, at a share of 4,900 bps: winner and what he got, then the four parts.
test.each([
  [BuyerWins, AMOUNT, [buyer, 10_000n], [arbitrator, 0n, 10_000n, 0n, 200n]],
  [ProviderWins, AMOUNT, [provider, 9_200n], [arbitrator, 9_200n, 0n, 800n, 200n]],
  [Split, AMOUNT, [ETH, 4_500n], [arbitrator, 4_500n, 5_100n, 400n, 200n]],
  [NobodyRuled, AMOUNT, [ETH, 4_600n], [ETH, 4_600n, 5_200n, 400n, 0n]],
  [ProviderWins, 5_000n, [provider, 4_700n], [arbitrator, 4_700n, 5_000n, 400n, 100n]],
])('behavior: a dispute of outcome %i at %i', (outcome, agreedAmount, resolved, [ruler, ...parts]) => {
  const args = { taskId, outcome, provider, agreedAmount, providerShareBps: 4_900n, arbitrator }
  const [providerPayout, buyerPayout, platformFee, arbitrationFee] = parts
  const preview = { providerPayout, buyerPayout, platformFee, arbitrationFee }
  expect(previewDispute(disputed(), taskId, outcome, agreedAmount, 4_900n)).toEqual(preview)
  expect(said(disputed(), call('settleDispute', args))).toEqual([
    ['DisputeResolved', ...resolved],
    ['DisputeSettled', outcome, provider, ruler, ...parts],
    ...(arbitrationFee ? [['CreditAdded', ETH, arbitrator, arbitrationFee, arbitrationFee]] : []),
  ])
})

test('behavior: credits of one settlement add up, and nobody who is paid nothing is credited', () => {
  const args = { taskId, outcome: BuyerWins, provider, agreedAmount: AMOUNT, providerShareBps: 0n, arbitrator: buyer }
  expect(said(disputed(), call('settleDispute', args), refuses(buyer, provider)).slice(2)).toEqual([
    ['CreditAdded', ETH, buyer, 200n, 200n],
    ['CreditAdded', ETH, buyer, 10_000n, 10_200n],
  ])
})

test('behavior: a split without a dispute leaves what an arbitrator would have got to the buyer', () => {
  const split = call('splitPayment', { taskId, provider, providerShareBps: 4_900n })
  expect(said(held(), split).at(-1)).toEqual(['DisputeSettled', Split, provider, ETH, 4_500n, 5_100n, 400n, 0n])
  expect(said(disputed(), split).at(-1)).toEqual(['DisputeSettled', Split, provider, ETH, 4_500n, 5_300n, 400n, 0n])
})

test('behavior: previews of what is not possible are zeros', () => {
  const none = { providerPayout: 0n, buyerPayout: 0n, platformFee: 0n, arbitrationFee: 0n }
  expect(previewDispute(held(), taskId, BuyerWins, AMOUNT, 0n)).toEqual(none)
  expect(previewDispute(disputed(), taskId, BuyerWins, AMOUNT + 1n, 0n)).toEqual(none)
  expect(previewDispute(disputed(), taskId, Split, AMOUNT, 9_801n)).toEqual(none)
})

test('behavior: deciding changes nothing', () => {
  const state = disputed()
  const before = structuredClone(state)
  const args = { taskId, outcome: Split, provider, agreedAmount: AMOUNT, providerShareBps: 1n, arbitrator }
  t.refusal(state, call('settleDispute', args), refuses(buyer, provider))
  expect(state).toEqual(before)
})

test('behavior: governance', () => {
  const state = t.market()
  const given = { ...refuses(), sender: owner }
  expect(said(state, call('setCurrency', { currency: usdc, accepted: false }), given)).toEqual([
    ['CurrencyUpdated', usdc, false],
  ])
  expect(said(state, call('updatePlatformFee', { newFeeBps: 1_000n }), given)).toEqual([
    ['PlatformFeeUpdated', 800n, 1_000n],
  ])
})

test.each([
  ['six decimals', 6, undefined],
  ['eighteen decimals', 18, 'EscrowManager_InvalidCurrency'],
  ['no contract', 'noContract', 'EscrowManager_InvalidCurrency'],
  ['a contract that does not answer', 'noAnswer', 'Reverted'],
] as const)('behavior: where the context knows of %s at an address', (_what, decimals, expected) => {
  const accept = (accepted: boolean) => call('setCurrency', { currency: buyer, accepted })
  const given = { sender: owner, decimalsOf: () => decimals }
  expect(t.refusal(t.market(), accept(true), given)).toBe(expected)
  expect(t.refusal(t.market(), accept(false), given)).toBeUndefined()
})

const settle = { taskId, outcome: BuyerWins, provider, agreedAmount: AMOUNT, providerShareBps: 0n, arbitrator }

// Each line breaks everything from its own requirement on: the first one names the error.
test.each<[string, () => MarketState, Command, { sender?: Address; value?: bigint }]>([
  ['AccessControlUnauthorizedAccount', held, call('deposit', { taskId, buyer: ETH }), { sender: owner }],
  ['EscrowManager_AlreadyExists', held, call('deposit', { taskId, buyer: ETH }), {}],
  ['EscrowManager_InvalidBuyer', t.market, call('deposit', { taskId, buyer: ETH }), {}],
  ['EscrowManager_InvalidAmount', t.market, call('deposit', { taskId, buyer }), {}],
  ['EscrowManager_InvalidAmount', t.market, call('deposit', { taskId, buyer }), { value: MAX + 1n }],
  [
    'EscrowManager_CurrencyNotAccepted',
    held,
    call('depositToken', { taskId, buyer: ETH, currency: owner, amount: 0n }),
    {},
  ],
  ['EscrowManager_NotHeld', t.market, call('depositBond', { taskId, amount: 0n }), { value: 1n }],
  ['EscrowManager_InvalidAmount', held, call('depositBond', { taskId, amount: 0n }), { value: 1n }],
  ['EscrowManager_WrongPayment', held, call('depositBond', { taskId, amount: 2n }), { value: 1n }],
  ['EscrowManager_NotHeld', disputed, call('release', { taskId, provider: ETH }), {}],
  ['EscrowManager_InvalidProvider', held, call('releaseAt', { taskId, provider: ETH, agreedAmount: MAX }), {}],
  ['EscrowManager_AgreedAmountTooHigh', held, call('releaseAt', { taskId, provider, agreedAmount: MAX }), {}],
  ['EscrowManager_NotHeld', t.market, call('refund', { taskId }), {}],
  ['EscrowManager_NotHeld', t.market, call('splitPayment', { taskId, provider: ETH, providerShareBps: MAX }), {}],
  ['EscrowManager_InvalidProvider', held, call('splitPayment', { taskId, provider: ETH, providerShareBps: MAX }), {}],
  ['EscrowManager_ShareTooHigh', held, call('splitPayment', { taskId, provider, providerShareBps: 9_801n }), {}],
  ['Reverted', held, call('settleDispute', { ...settle, outcome: 4 }), { sender: owner }],
  ['Reverted', held, call('release', { taskId, provider }), { value: 1n }],
  ['EscrowManager_NotDisputed', held, call('settleDispute', { ...settle, provider: ETH }), {}],
  [
    'EscrowManager_InvalidProvider',
    disputed,
    call('settleDispute', { ...settle, provider: ETH, agreedAmount: MAX }),
    {},
  ],
  [
    'EscrowManager_AgreedAmountTooHigh',
    disputed,
    call('settleDispute', { ...settle, outcome: Split, agreedAmount: MAX, providerShareBps: MAX }),
    {},
  ],
  [
    'EscrowManager_ShareTooHigh',
    disputed,
    call('settleDispute', { ...settle, outcome: Split, providerShareBps: 9_801n }),
    {},
  ],
  ['AccessControlUnauthorizedAccount', t.market, call('setCurrency', { currency: ETH, accepted: true }), {}],
  [
    'EscrowManager_InvalidCurrency',
    t.market,
    call('setCurrency', { currency: ETH, accepted: true }),
    { sender: owner },
  ],
  ['EscrowManager_FeeTooHigh', t.market, call('updatePlatformFee', { newFeeBps: 1_001n }), { sender: owner }],
])('error: %s', (errorName, state, command, given) => {
  expect(t.refusal(state(), command, { sender: market, ...given })).toBe(errorName)
})

test('error: paused, no money comes in, and what is here goes out', () => {
  const state = held()
  t.run(state, call('pause', {}), { sender: owner })
  const token = { taskId, buyer, currency: owner, amount: 0n }
  expect(t.refusal(state, call('deposit', { taskId, buyer }), { sender: owner })).toBe('Governed_Paused')
  expect(t.refusal(state, call('depositToken', token), { sender: owner })).toBe('Governed_Paused')
  expect(t.refusal(state, call('release', { taskId, provider }), { sender: market })).toBe(undefined)
})
