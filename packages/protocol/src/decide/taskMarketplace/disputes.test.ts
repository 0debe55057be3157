import { DisputeOutcome } from '@aiigo/core'
import { expect, test } from 'vitest'
import type { Command } from '../../decide.ts'
import { type Address, ETH } from '../../hex.ts'
import type { MarketState } from '../../state.ts'
import type { Context } from '../transaction.ts'
import * as t from './testing.ts'

const { taskId, buyer, provider, arbitrator, call, nodeId, run, refusal, COST } = t
const BOND = COST / 50n
// Completed and disputed at 10,000: the last seconds of the review and of the dispute window.
const REVIEW = 10_000 + 86_400
const WINDOW = 10_000 + 7 * 86_400

const dispute = (reason = 'wrong') => call('disputeTask', { taskId, reason })
const evidence = (evidenceURI = 'ipfs://log') => call('submitEvidence', { taskId, evidenceURI })
const resolve = (outcome: number, providerShareBps = 0n) =>
  call('resolveDispute', { taskId, outcome, providerShareBps })
const stale = call('resolveStaleDispute', { taskId })

const byBuyer = { sender: buyer, value: BOND }
const byArbitrator = { sender: arbitrator }
const disputed = () => t.after(t.completed(), [dispute(), byBuyer])
const { BuyerWins, ProviderWins, Split, NobodyRuled } = DisputeOutcome

const why = (state: MarketState, command: Command, given: Partial<Context>) =>
  refusal(state, command, given)?.replace('TaskMarketplace_', '')

test('default', () => {
  const state = t.completed()
  expect(run(state, dispute(), byBuyer)).toMatchObject([
    { name: 'TaskDisputed', args: { taskId, disputedBy: buyer, reason: 'wrong' } },
    {
      name: 'DisputeOpened',
      args: { taskId, bond: BOND, disputedAt: 10_000n, disputeUntil: BigInt(WINDOW) },
    },
    { name: 'BondDeposited', args: { taskId, buyer, amount: BOND } },
  ])
  for (const party of [buyer, provider])
    expect(run(state, evidence(), { sender: party })[0]?.args).toEqual({ taskId, party, evidenceURI: 'ipfs://log' })
  const events = run(state, resolve(Split, 4_900n), byArbitrator)
  expect(events.map(({ name }) => name)).toEqual([
    ...['DisputeRuled', 'TaskVerified', 'NodeTaskClosed', 'DisputeResolved', 'DisputeSettled', 'CreditAdded'],
  ])
  expect(events[0]?.args).toEqual({ taskId, outcome: Split, providerShareBps: 4_900n, arbitrator })
})

// Of 10,000 parts: the event that ends the task, the registry's outcome (4 lost, 3 won, 5 shared), and the settlement's.
test.each([
  [BuyerWins, 'TaskFailed', 10_000n, 4, 0n],
  [ProviderWins, 'TaskVerified', 9_200n, 3, 9_200n],
])('behavior: a ruling of outcome %i says no share', (outcome, name, parts, taskOutcome, payout) => {
  const events = run(disputed(), resolve(outcome, 9_999n), byArbitrator)
  expect(events[0]?.args).toMatchObject({ outcome, providerShareBps: 0n, arbitrator })
  const amount = (parts * COST) / 10_000n
  expect([events[1]?.name, Object.values(events[1]?.args ?? {})[1]]).toEqual([name, amount])
  expect(events.find((one) => one.name === 'NodeTaskClosed')?.args).toMatchObject({ outcome: taskOutcome })
  expect(events.find((one) => one.name === 'DisputeSettled')?.args).toMatchObject({
    ...{ outcome, provider, arbitrator, providerPayout: (payout * COST) / 10_000n },
  })
})

test('behavior: without a ruling anyone ends it after the window, and nobody is the arbitrator', () => {
  expect(why(disputed(), stale, { sender: provider, time: WINDOW })).toBe('DisputeWindowNotOver')
  expect(why(disputed(), resolve(BuyerWins), { sender: arbitrator, time: WINDOW })).toBeUndefined()
  expect(why(disputed(), resolve(BuyerWins), { sender: arbitrator, time: WINDOW + 1 })).toBe('DisputeWindowOver')
  const events = run(disputed(), stale, { sender: provider, time: WINDOW + 1 })
  expect(events[0]?.args).toEqual({ taskId, outcome: NobodyRuled, providerShareBps: 0n, arbitrator: ETH })
  expect(events.find((one) => one.name === 'NodeTaskClosed')?.args).toMatchObject({ outcome: 5, nodeId })
  expect(events.at(-1)).toMatchObject({ name: 'DisputeSettled', args: { outcome: NobodyRuled, arbitrator: ETH } })
})

test('behavior: what is disputed is the agreed price, whatever the deposit', () => {
  const steps: [Command, Partial<Context>][] = [
    [call('startTask', { taskId }), { sender: provider, time: 10_700 }],
    [t.submit, { sender: provider, time: 10_800 }],
  ]
  const state = t.after(t.assigned(), ...steps)
  const given = { sender: buyer, time: 10_900 }
  expect(why(state, dispute(), { ...given, value: BOND })).toBe('WrongPayment')
  expect(run(state, dispute(), { ...given, value: BOND / 2n })[1]?.args).toMatchObject({ bond: BOND / 2n })
})

test('behavior: a bond in a token is pulled, and no ETH comes with it', () => {
  const steps: [Command, Partial<Context>][] = [
    [call('acceptTask', { taskId, nodeId }), t.byProvider],
    [t.submit, t.byProvider],
  ]
  const state = t.after(t.inToken(), ...steps)
  expect(why(state, dispute(), { sender: buyer, value: 1n })).toBe('WrongPayment')
  expect(run(state, dispute(), { sender: buyer }).at(-1)).toMatchObject({
    ...{ name: 'BondDeposited', args: { amount: 1_000_000n } },
  })
})

test('behavior: the last second of the review window is within it', () => {
  expect(why(t.completed(), dispute(), { ...byBuyer, time: REVIEW })).toBeUndefined()
  expect(why(t.completed(), dispute(), { ...byBuyer, time: REVIEW + 1 })).toBe('ReviewWindowOver')
})

test('behavior: texts are measured in bytes', () => {
  const [fits, long] = ['é'.repeat(128), `${'é'.repeat(128)}x`] as const
  expect(why(t.completed(), dispute(''), byBuyer)).toBeUndefined()
  expect(why(t.completed(), dispute(fits), byBuyer)).toBeUndefined()
  expect(why(t.completed(), dispute(long), byBuyer)).toBe('ReasonTooLong')
  expect(why(disputed(), evidence(fits), { sender: buyer })).toBeUndefined()
  for (const uri of ['', long]) expect(why(disputed(), evidence(uri), { sender: buyer })).toBe('InvalidUri')
  expect(() => run(disputed(), evidence(long), { sender: buyer })).toThrow(
    expect.objectContaining({ args: { length: 257n, maximum: 256n } }),
  )
})

type Row = [string | undefined, (state: MarketState) => unknown]
const task = (state: MarketState) => state.tasks.get(taskId)!

/** Whatever a row spoils is refused before all that the rows above it spoiled: the last check first. */
function inOrder(state: MarketState, command: Command, given: Partial<Context>, rows: Row[]): void {
  const seen = rows.map(([, spoil]) => {
    spoil(state)
    return why(state, command, given)
  })
  expect(seen).toEqual(rows.map(([expected]) => expected))
}

const nothing = () => undefined
const forget = (state: MarketState) => state.tasks.delete(taskId)
const reopen = (state: MarketState) => Object.assign(task(state), { status: 0 })
const someone: Address = `0x${'99'.repeat(20)}`

test('error: the order of the checks of a dispute and its evidence', () => {
  const long = 'x'.repeat(257)
  inOrder(t.completed(), dispute(long), { sender: buyer, value: 1n, time: REVIEW }, [
    ['ReasonTooLong', nothing],
    ['ReviewWindowOver', (state) => Object.assign(task(state), { reviewUntil: REVIEW - 1 })],
    ['WrongStatus', reopen],
    ['NotBuyer', (state) => Object.assign(task(state), { buyer: someone })],
    ['UnknownTask', forget],
  ])
  expect(why(t.completed(), dispute(), { sender: buyer, value: BOND - 1n })).toBe('WrongPayment')
  inOrder(disputed(), evidence(''), { sender: someone }, [
    ['NotParty', nothing],
    ['WrongStatus', reopen],
    ['UnknownTask', forget],
  ])
})

test('error: the order of the checks of a ruling', () => {
  inOrder(disputed(), resolve(NobodyRuled), { sender: arbitrator, time: WINDOW }, [
    ['InvalidOutcome', nothing],
    ['DisputeWindowOver', (state) => Object.assign(task(state), { disputeUntil: WINDOW - 1 })],
    ['ArbitratorIsParty', (state) => Object.assign(task(state), { buyer: arbitrator })],
    ['WrongStatus', reopen],
    ['UnknownTask', forget],
    ['NotArbitrator', (state) => Object.assign(state, { arbitrator: someone })],
  ])
  expect(why(disputed(), resolve(4), { sender: someone })).toBe('Reverted')
  expect(why(disputed(), resolve(Split, 9_801n), byArbitrator)).toBe('ShareTooHigh')
  expect(why(disputed(), resolve(Split, 9_800n), byArbitrator)).toBeUndefined()
  inOrder(disputed(), stale, { sender: someone }, [
    ['DisputeWindowNotOver', nothing],
    ['WrongStatus', reopen],
    ['UnknownTask', forget],
  ])
})
