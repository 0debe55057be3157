import { expect, test } from 'vitest'
import { createState } from '../createState.ts'
import { credit, pay } from '../decide/payouts.ts'
import * as t from '../decide/taskMarketplace/testing.ts'
import { Transaction } from '../decide/transaction.ts'
import { evolve } from '../evolve.ts'
import { ETH } from '../hex.ts'
import type { MarketState } from '../state.ts'
import {
  activeNode,
  arbitrator,
  auctionedTask,
  buyer,
  disputedTask,
  event,
  nodeId,
  owner,
  postedTask,
  startedTask,
  taskId,
} from '../testing.ts'

const { nodeRegistry, escrowManager } = t.deployment
const market = () => createState(undefined, t.deployment)
const of = (state: MarketState, currency = ETH) => Object.fromEntries(state.balances.get(currency) ?? [])
const sum = (state: MarketState, currency = ETH) =>
  [...(state.balances.get(currency)?.values() ?? [])].reduce((total, amount) => total + amount, 0n)

test('default', () => {
  const state = [...activeNode, ...auctionedTask, ...startedTask, ...disputedTask].reduce(evolve, market())
  expect(of(state)).toEqual({
    [owner]: -600n + 226n,
    [buyer]: -1_000n - 10n + 755n,
    [arbitrator]: 10n,
    [nodeRegistry]: 600n,
    [escrowManager]: 19n,
  })
  expect(sum(state)).toBe(0n)
})

test('behavior: a deposit in a token moves no ETH', () => {
  const state = [...postedTask, event('EscrowCurrencySet', { taskId, currency: t.usdc })].reduce(evolve, market())
  expect(of(state)).toEqual({ [buyer]: 0n, [escrowManager]: 0n })
  expect(of(state, t.usdc)).toEqual({ [buyer]: -1_000n, [escrowManager]: 1_000n })
  evolve(state, event('EscrowRefunded', { taskId, buyer, amount: 1_000n }))
  expect(of(state, t.usdc)).toEqual({ [buyer]: 0n, [escrowManager]: 0n })
})

test('behavior: who refused has gained nothing until the credit is taken out', () => {
  const state = [
    ...postedTask,
    event('EscrowReleased', { taskId, provider: owner, providerPayout: 500n, platformFee: 40n }),
    event('EscrowDifferenceRefunded', { taskId, buyer, amount: 460n }),
    event('CreditAdded', { currency: ETH, account: owner, amount: 500n, totalCredit: 500n }),
  ].reduce(evolve, market())
  expect(of(state)).toEqual({ [owner]: 0n, [buyer]: -540n, [escrowManager]: 540n })
  evolve(state, event('CreditWithdrawn', { currency: ETH, account: owner, to: arbitrator, amount: 500n }))
  evolve(state, event('FeesSwept', { currency: ETH, treasury: t.treasury, amount: 40n }))
  expect(of(state)).toMatchObject({ [arbitrator]: 500n, [t.treasury]: 40n, [escrowManager]: 0n })
  expect(sum(state)).toBe(0n)
})

test('behavior: stakes and bonds come and go', () => {
  const state = [
    ...activeNode,
    event('InsuranceBondDeposited', { nodeId, amount: 7n, totalBond: 7n }),
    event('InsuranceBondWithdrawn', { nodeId, amount: 3n, totalBond: 4n }),
    event('NodeSlashed', { nodeId, slashedAmount: 25n, reason: 'governance' }),
    event('StakeWithdrawn', { nodeId, amount: 475n, totalStake: 0n }),
    event('FeesSwept', { currency: ETH, treasury: t.treasury, amount: 125n }, 1_000, 'nodeRegistry'),
  ].reduce(evolve, market())
  expect(of(state)).toEqual({ [owner]: -129n, [nodeRegistry]: 4n, [t.treasury]: 125n })
})

test('behavior: several credits of one transaction add up, by contract, currency and account', () => {
  const tx = new Transaction(market(), { ...t.context, refuses: (_currency, account) => account === owner })
  credit(tx, 'escrowManager', ETH, owner, 1n)
  pay(tx, 'escrowManager', ETH, owner, 2n)
  pay(tx, 'escrowManager', t.usdc, owner, 4n)
  pay(tx, 'nodeRegistry', ETH, owner, 8n)
  pay(tx, 'escrowManager', ETH, owner, 0n)
  pay(tx, 'escrowManager', ETH, buyer, 16n)
  expect(tx.events.map(({ args }) => 'totalCredit' in args && args.totalCredit)).toEqual([1n, 3n, 4n, 8n])
})

test('behavior: where the contracts are is not known: nothing moves', () => {
  expect([...activeNode, ...postedTask].reduce(evolve, createState()).balances.size).toBe(0)
})
