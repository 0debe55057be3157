import { parameters, TaskStatus } from '@aiigo/core'
import { expect, test } from 'vitest'
import type { Command } from '../decide.ts'
import { evolve } from '../evolve.ts'
import { ETH, NO_ID } from '../hex.ts'
import type { MarketState } from '../state.ts'
import { event } from '../testing.ts'
import * as t from './taskMarketplace/testing.ts'
import type { Context } from './transaction.ts'

const { request, taskId, nodeId, buyer, owner, usdc, resultHash, HOUR, COST } = t
const { after, call, create, post, submit, paid, byProvider, newParameters } = t
const { open, working, completed, direct, auctioned, assigned, inToken } = t
const CENT = COST / 100n

const names = (...run: Parameters<typeof t.run>) => t.run(...run).map(({ name }) => name)

test('default', () => {
  const state = t.market()
  expect(names(state, create(), paid)).toEqual(['TaskCreated', 'TaskSpecified', 'EscrowDeposited'])
  const [id] = [...state.tasks.keys()]
  const task = { taskId: id! }
  expect(state.tasks.get(id!)).toMatchObject({ escrowAmount: COST, minTrustLevel: 1, attempts: 3, openUntil: 614_800 })
  expect(names(state, call('acceptTask', { ...task, nodeId }), byProvider)).toEqual(['NodeTaskOpened', 'TaskAssigned'])
  const result = call('submitResult', { ...task, resultHash, resultURI: '' })
  expect(names(state, result, byProvider)).toEqual(['TaskCompleted', 'ResultSubmitted'])
  expect(names(state, call('approveResult', task))).toEqual([
    'TaskVerified',
    'ReputationUpdated',
    'NodeTaskClosed',
    'EscrowReleased',
  ])
  expect(state.tasks.get(id!)?.status).toBe(TaskStatus.Verified)
  expect(state.nodes.get(nodeId)).toMatchObject({ reputation: 5_050, totalEarnings: 92n * CENT, openTasks: 0 })
})

test('args: the whole form', () => {
  expect(names(t.market(), post(), paid)).toEqual(['TaskCreated', 'TaskSpecified', 'TaskTermsSet', 'EscrowDeposited'])
  const permit = { value: 1n, deadline: 1n, v: 27, r: NO_ID, s: NO_ID }
  const token = { ...request, currency: usdc, maxPrice: 50_000_000n }
  expect(names(t.market(), call('postTaskWithPermit', { request: token, permit }))).toEqual([
    'TaskCreated',
    'TaskSpecified',
    'TaskTermsSet',
    'EscrowDeposited',
    'EscrowCurrencySet',
  ])
  expect(direct().tasks.get(taskId)).toMatchObject({ minTrustLevel: 4, attempts: 1, directNode: nodeId })
})

test('args: only a small task of a known price has trust level 1', () => {
  const levelOf = (state: MarketState) => [...state.tasks.values()][0]?.minTrustLevel
  const level = (changes: Partial<typeof request>, given: Partial<Context>) =>
    levelOf(after(t.market(), [post(changes), given]))
  const dear = { currency: usdc, maxPrice: 100_000_000n }
  expect(level({ minTrustLevel: 0 }, paid)).toBe(1)
  expect(level({ minTrustLevel: 3 }, paid)).toBe(3)
  expect(level({}, { ...paid, ethUsd: undefined })).toBe(2)
  expect(level({}, { ...paid, ethUsd: 0n })).toBe(2)
  expect(level({}, { ...paid, ethUsd: 2n ** 256n - 1n })).toBe(2)
  expect(level({}, { ...paid, ethUsd: 10_000n * 10n ** 18n })).toBe(2)
  expect(level(dear, {})).toBe(2)
  expect(level({ ...dear, maxPrice: 99_999_999n }, {})).toBe(1)
  const silent = t.market()
  silent.priceOracle = ETH
  expect(levelOf(after(silent, [create(), paid]))).toBe(2)
})

const until = (time: number) => ({ time, sender: owner })
const ATTEMPTS = parameters.attempts

/** Where the money went: a release, or the refund. */
function endingOf(state: MarketState, command: Command, given: Partial<Context>): unknown[] {
  const last = t.run(state, command, given).at(-1)!
  return [last.name, ...Object.values(last.args).slice(2)]
}

const lastAttempt = (): MarketState => {
  const state = working()
  state.tasks.get(taskId)!.failedAttempts = Number(ATTEMPTS) - 1
  return state
}

const agreed = (): MarketState => after(assigned(), [call('startTask', { taskId }), byProvider], [submit, byProvider])

test.each<[string, () => MarketState, Command, Partial<Context>, unknown[]]>([
  ['approved', completed, call('approveResult', { taskId }), {}, ['EscrowReleased', 92n * CENT, 8n * CENT]],
  ['finalized', completed, call('finalizeTask', { taskId }), until(96_401), ['EscrowReleased', 92n * CENT, 8n * CENT]],
  ['agreed', agreed, call('approveResult', { taskId }), {}, ['EscrowDifferenceRefunded', 50n * CENT]],
  ['cancelled', open, call('cancelTask', { taskId }), {}, ['EscrowRefunded', COST]],
  ['expired', open, call('expireTask', { taskId }), until(614_801), ['EscrowRefunded', COST]],
  ['abandoned', lastAttempt, call('abandonTask', { taskId }), byProvider, ['EscrowRefunded', COST]],
  ['timed out', lastAttempt, call('timeoutTask', { taskId }), until(14_201), ['EscrowRefunded', COST]],
])('behavior: %s', (_ending, state, command, given, ending) => {
  expect(endingOf(state(), command, given)).toEqual(ending)
})

test('behavior: a failed attempt opens the task again, and its node is out', () => {
  const state = working()
  const failure = names(state, call('timeoutTask', { taskId }), until(14_201))
  expect(failure.slice(0, 2)).toEqual(['TaskAttemptFailed', 'TaskReopened'])
  expect(failure).toContain('NodeTaskClosed')
  expect(state.tasks.get(taskId)).toMatchObject({ status: TaskStatus.Open, openUntil: 14_201 + 168 * HOUR })
  expect(t.refusal(state, call('acceptTask', { taskId, nodeId }), byProvider)).toBe('TaskMarketplace_NodeExcluded')
  expect(names(lastAttempt(), call('abandonTask', { taskId }), byProvider).slice(0, 2)).toEqual([
    'TaskAttemptFailed',
    'TaskFailed',
  ])
})

test('behavior: earnings count in ETH only', () => {
  const state = inToken()
  t.run(state, call('acceptTask', { taskId, nodeId }), byProvider)
  t.run(state, submit, byProvider)
  t.run(state, call('approveResult', { taskId }))
  expect(state.nodes.get(nodeId)).toMatchObject({ totalEarnings: 0n, reputation: 5_050, totalTasksCompleted: 1 })
})

test('behavior: who cancels before bids are revealed voids the round', () => {
  const round = { taskId, round: 1n, commitUntil: 10_300n, revealUntil: 10_600n, selectionUntil: 11_200n }
  const running = () => evolve(auctioned(), event('AuctionRoundOpened', round))
  const cancel = call('cancelTask', { taskId })
  expect(names(auctioned(), cancel)).toEqual(['TaskCancelled', 'EscrowRefunded'])
  expect(names(running(), cancel)).toEqual(['AuctionRoundVoided', 'TaskCancelled', 'EscrowRefunded'])
  expect(names(running(), cancel, { time: 10_601 })).toEqual(['TaskCancelled', 'EscrowRefunded'])
  const revealed = running()
  revealed.auctions.get(taskId)!.bestNode = nodeId
  expect(t.refusal(revealed, cancel)).toBe('TaskMarketplace_BidsRevealed')
})

test('behavior: deciding changes nothing', () => {
  const state = completed()
  const before = structuredClone(state)
  t.refusal(state, call('approveResult', { taskId }), { refuses: () => true })
  expect(state).toEqual(before)
})

test('behavior: governance', () => {
  const state = t.market()
  const said = (command: Command) => t.run(state, command, { sender: owner }).map(({ args }) => Object.values(args))
  expect(said(call('setArbitrator', { newArbitrator: buyer }))).toEqual([[t.arbitrator, buyer]])
  expect(said(call('setPriceOracle', { newPriceOracle: buyer }))[0]?.[1]).toBe(buyer)
  expect(said(call('setReferencePrice', { resourceType: 4, price: 5n }))).toEqual([[4, 5n]])
  expect(said(call('setParameters', { newParameters }))).toEqual([[newParameters]])
  expect(state.parameters).toMatchObject(newParameters)
})

test('behavior: parameters of another contract that an object has besides are not set', () => {
  const state = t.market()
  const before = state.parameters
  const newParameters = { ...before, attempts: 2n, platformFeeBps: 1n }
  t.run(state, call('setParameters', { newParameters }), { sender: owner })
  expect(state.parameters).toEqual({ ...before, attempts: 2n })
})

test('behavior: a currency that the oracle does not know has no price', () => {
  const state = t.market()
  const dollars = { ...paid, value: 0n, isDollar: (currency: string) => currency !== usdc }
  t.run(state, post({ currency: usdc, maxPrice: 50_000_000n, minTrustLevel: 0 }), dollars)
  expect(state.tasks.get(taskId)?.minTrustLevel).toBe(2)
})

test('behavior: half a surrogate pair is logged as the sign that stands for it', () => {
  const [, specified] = t.run(t.market(), create({ specificationURI: 'half \ud83d' }), paid)
  expect(specified?.args).toMatchObject({ specificationURI: 'half \ufffd' })
})
