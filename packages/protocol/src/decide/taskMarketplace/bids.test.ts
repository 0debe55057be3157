import { AssignmentMode, NodeStatus, parameters } from '@aiigo/core'
import { expect, test } from 'vitest'
import type { Command } from '../../decide.ts'
import { evolve } from '../../evolve.ts'
import { type Address, type Hex, NO_ID } from '../../hex.ts'
import { commitmentOf } from '../../ids.ts'
import type { MarketState } from '../../state.ts'
import { activeNode, event } from '../../testing.ts'
import * as t from './testing.ts'

const { taskId, buyer, provider, call, deployment, refusal, run } = t
const nodeA = t.nodeId
const nodeB: Hex = `0x${'1b'.repeat(32)}`
const stranger: Address = `0x${'99'.repeat(20)}`
const price = t.COST / 2n
const salt = NO_ID

// The round that the first bid opens at 10,000.
const COMMIT = 10_300
const REVEAL = 10_600
const SELECTION = 11_200
const at = (time: number, sender: Address = provider) => ({ time, sender })

const commitmentBy = (nodeId: Hex, pricePerHour = price) =>
  commitmentOf(deployment, { taskId, nodeId, owner: provider, pricePerHour, salt })
const commit = (nodeId = nodeA, pricePerHour = price) =>
  call('commitBid', { taskId, nodeId, commitment: commitmentBy(nodeId, pricePerHour) })
const reveal = (nodeId = nodeA, pricePerHour = price) => call('revealBid', { taskId, nodeId, pricePerHour, salt })
const select = (nodeId = nodeA) => call('selectBid', { taskId, nodeId })
const settle = call('settleAuction', { taskId })
const report = (nodeId = nodeA, round = 1n) => call('reportUnrevealedBid', { taskId, round, nodeId })

/** A second node of the provider's, and a task that asks for bids. */
function market(): MarketState {
  const state = t.auctioned()
  const second = activeNode.map(({ name, args, ...place }) => ({
    ...place,
    name,
    args: { ...args, nodeId: nodeB, ...('challengeId' in args ? { challengeId: nodeB } : {}) },
  }))
  for (const one of second) evolve(state, one as never)
  evolve(state, event('StakeDeposited', { nodeId: nodeB, amount: t.COST * 90n, totalStake: t.COST * 90n + 500n }))
  return state
}

const steps = (...all: [Command, ReturnType<typeof at>][]) => t.after(market(), ...all)
const committed = (pricePerHour = price) =>
  steps([commit(nodeA, pricePerHour), at(10_000)], [commit(nodeB), at(COMMIT)])
const revealed = () => t.after(committed(), [reveal(), at(COMMIT + 1)])
const why = (state: MarketState, command: Command, given: ReturnType<typeof at>) =>
  refusal(state, command, given)?.replace('TaskMarketplace_', '')

test('default', () => {
  const state = market()
  const windows = { commitUntil: 10_300n, revealUntil: 10_600n, selectionUntil: 11_200n }
  const commitment = commitmentBy(nodeA)
  expect(run(state, commit(), at(10_000))).toMatchObject([
    { name: 'AuctionRoundOpened', args: { taskId, round: 1n, ...windows } },
    { name: 'NodeHeldForBid', args: { nodeId: nodeA, taskId, heldUntil: 11_200n } },
    { name: 'BidCommitted', args: { taskId, nodeId: nodeA, round: 1n, commitment, order: 1n } },
  ])
  expect(run(state, reveal(), at(COMMIT + 1))).toMatchObject([
    { name: 'BidRevealed', args: { taskId, nodeId: nodeA, round: 1n, pricePerHour: price, best: true } },
  ])
  expect(run(state, select(), at(REVEAL + 1, buyer))).toMatchObject([
    { name: 'NodeTaskOpened', args: { nodeId: nodeA, taskId } },
    { name: 'TaskAssigned', args: { taskId, nodeId: nodeA, startTime: 10_601n } },
    { name: 'TaskPriceAgreed', args: { taskId, round: 1n, pricePerHour: price, startUntil: 11_201n } },
  ])
})

test('behavior: the second bid of a round joins it', () => {
  const events = run(steps([commit(), at(10_000)]), commit(nodeB), at(COMMIT))
  expect(events).toMatchObject([{ name: 'NodeHeldForBid' }, { name: 'BidCommitted', args: { round: 1n, order: 2n } }])
})

// A committed first: the price of A, and whether B's is the best beside it, whoever revealed first.
test.each([
  [price, false, true],
  [price + 1n, true, false],
  [price - 1n, false, true],
])('behavior: beside a bid of %i', (first, isSecondBest, isFirstBest) => {
  const best = (...commands: Command[]) => {
    const state = committed(first)
    const [last] = commands.flatMap((command) => run(state, command, at(REVEAL))).slice(-1)
    return last?.name === 'BidRevealed' && last.args.best
  }
  expect(best(reveal(nodeA, first), reveal(nodeB))).toBe(isSecondBest)
  expect(best(reveal(nodeB), reveal(nodeA, first))).toBe(isFirstBest)
})

test('behavior: whoever settles assigns the best bid after the selection window', () => {
  const events = run(revealed(), settle, at(SELECTION + 1, stranger))
  expect(events.map(({ name }) => name)).toEqual(['NodeTaskOpened', 'TaskAssigned', 'TaskPriceAgreed'])
})

test('behavior: a best node that may not take the task ends the round, and a new one follows', () => {
  const state = revealed()
  state.nodes.get(nodeA)!.status = NodeStatus.Inactive
  expect(refusal(state, select(), at(REVEAL + 1, buyer))).toBe('NodeRegistry_WrongStatus')
  expect(run(state, settle, at(SELECTION + 1))).toMatchObject([{ name: 'AuctionRoundClosed', args: { round: 1n } }])
  // Between two rounds the windows count from the beginning of time.
  expect(() => run(state, reveal(nodeB), at(SELECTION + 1))).toThrow(
    expect.objectContaining({ args: { taskId, round: 1n, commitUntil: 300n, revealUntil: 600n } }),
  )
  expect(run(state, report(nodeB), at(SELECTION + 1))[0]?.name).toBe('UnrevealedBidReported')
  expect(run(state, commit(nodeB), at(SELECTION + 1))).toMatchObject([
    { name: 'AuctionRoundOpened', args: { round: 2n } },
    { name: 'NodeHeldForBid' },
    { name: 'BidCommitted', args: { round: 2n, order: 1n } },
  ])
})

test('behavior: a round in which nobody revealed is followed by the next, and its bids stay to be reported', () => {
  const state = t.after(committed(), [commit(), at(REVEAL + 1)])
  expect(state.auctions.get(taskId)?.round).toBe(2)
  const [said, reputation] = run(state, report(), at(REVEAL + 1, stranger))
  expect(said?.args).toEqual({ taskId, nodeId: nodeA, round: 1n, reporter: stranger })
  expect(reputation).toMatchObject({ name: 'ReputationUpdated', args: { newReputation: 4_800n } })
  expect(why(state, report(), at(REVEAL + 1))).toBe('WrongBidStatus')
  expect(why(state, report(nodeA, 2n), at(REVEAL + 1))).toBe('RevealWindowNotOver')
  for (const round of [0n, 3n, 2n ** 256n - 1n]) expect(why(state, report(nodeA, round), at(0))).toBe('WrongBidStatus')
})

test('behavior: the last second of each window is within it', () => {
  const late = (state: MarketState, command: Command, until: number, sender = provider) =>
    [until, until + 1].map((time) => why(state, command, at(time, sender)))
  expect(late(committed(), reveal(), COMMIT)).toEqual(['NotRevealWindow', undefined])
  expect(late(committed(), reveal(), REVEAL)).toEqual([undefined, 'NotRevealWindow'])
  expect(late(revealed(), select(), REVEAL, buyer)).toEqual(['NotSelectionWindow', undefined])
  expect(late(revealed(), select(), SELECTION, buyer)).toEqual([undefined, 'NotSelectionWindow'])
  expect(late(revealed(), settle, SELECTION)).toEqual(['SelectionWindowNotOver', undefined])
  expect(late(committed(), report(), REVEAL)).toEqual(['RevealWindowNotOver', undefined])
  const third = () => t.after(market(), [commit(), at(10_000)])
  expect(late(third(), commit(nodeB), COMMIT)).toEqual([undefined, 'CommitWindowOver'])
  expect(late(third(), commit(nodeB), REVEAL)).toEqual(['CommitWindowOver', undefined])
  const { openUntil } = market().tasks.get(taskId)!
  const round = SELECTION - 10_000
  expect(late(market(), commit(), openUntil - round)).toEqual([undefined, 'RoundTooLate'])
  expect(late(revealed(), settle, openUntil)).toEqual([undefined, 'OpenWindowOver'])
})

const paused = (state: MarketState) => Object.assign(state.access.taskMarketplace, { pausedUntil: 2_000_000_000 })
const task = (state: MarketState) => state.tasks.get(taskId)!

type Row = [string | undefined, (state: MarketState) => unknown]

/** Whatever a row spoils is refused before all that the rows above it spoiled: the last check first. */
function inOrder(state: MarketState, command: Command, given: ReturnType<typeof at>, rows: Row[]): void {
  const seen = rows.map(([, spoil]) => {
    spoil(state)
    return why(state, command, given)
  })
  expect(seen).toEqual(rows.map(([expected]) => expected))
}

test('error: the order of the checks of a commitment', () => {
  inOrder(market(), commit(), at(10_000), [
    [undefined, () => undefined],
    ['NodeExcluded', (state) => task(state).excluded.push(nodeA)],
    ['NodeRegistry_UnderReview', (state) => Object.assign(state.nodes.get(nodeA)!, { underReview: true })],
    ['RoundTooLate', (state) => Object.assign(task(state), { openUntil: 11_199 })],
    ['WrongMode', (state) => Object.assign(task(state), { mode: AssignmentMode.Direct })],
    ['OpenWindowOver', (state) => Object.assign(task(state), { openUntil: 9_999 })],
    ['WrongStatus', (state) => Object.assign(task(state), { status: 1 })],
    ['UnknownTask', (state) => state.tasks.delete(taskId)],
    ['Governed_Paused', paused],
  ])
  const empty = call('commitBid', { taskId, nodeId: nodeA, commitment: NO_ID })
  expect(why(committed(), empty, at(10_000))).toBe('EmptyCommitment')
  expect(why(committed(), commit(), at(10_000, stranger))).toBe('BidExists')
  expect(why(revealed(), commit(), at(REVEAL + 1))).toBe('AuctionNotSettled')
  expect(why(market(), commit(), at(10_000, stranger))).toBe('NodeRegistry_NotNodeOwner')
})

test('error: the order of the checks of a reveal', () => {
  const maximum = t.COST
  for (const [wrong, expected] of [
    [maximum, 'CommitmentMismatch'],
    [maximum + 1n, 'PriceOutOfRange'],
    [0n, 'PriceOutOfRange'],
  ] as const)
    expect(why(committed(), reveal(nodeA, wrong), at(REVEAL))).toBe(expected)
  expect(why(committed(), reveal(), at(REVEAL, stranger))).toBe('CommitmentMismatch')
  inOrder(committed(), reveal(nodeA, 0n), at(REVEAL), [
    ['PriceOutOfRange', () => undefined],
    ['WrongBidStatus', (state) => state.auctions.get(taskId)!.rounds[0]!.clear()],
    ['NotRevealWindow', (state) => Object.assign(state.auctions.get(taskId)!, { commitUntil: REVEAL })],
    ['WrongStatus', (state) => Object.assign(task(state), { status: 1 })],
    ['UnknownTask', (state) => state.tasks.delete(taskId)],
  ])
  // Bids made before a pause may be revealed.
  const state = committed()
  paused(state)
  expect(why(state, reveal(), at(REVEAL))).toBeUndefined()
})

test('error: the order of the checks of a selection', () => {
  inOrder(revealed(), select(), at(REVEAL + 1, buyer), [
    [undefined, () => undefined],
    ['NodeRegistry_WrongStatus', (state) => Object.assign(state.nodes.get(nodeA)!, { status: NodeStatus.Inactive })],
    ['WrongBidStatus', (state) => state.auctions.get(taskId)!.rounds[0]!.clear()],
    ['NotSelectionWindow', (state) => Object.assign(state.auctions.get(taskId)!, { commitUntil: REVEAL })],
    ['WrongStatus', (state) => Object.assign(task(state), { status: 1 })],
    ['NotBuyer', (state) => Object.assign(task(state), { buyer: stranger })],
    ['UnknownTask', (state) => state.tasks.delete(taskId)],
    ['Governed_Paused', paused],
  ])
})

test('error: the order of the checks of a settlement and of a report', () => {
  inOrder(committed(), settle, at(SELECTION + 1), [
    ['NoBidRevealed', () => undefined],
    ['SelectionWindowNotOver', (state) => Object.assign(state.auctions.get(taskId)!, { commitUntil: REVEAL })],
    ['OpenWindowOver', (state) => Object.assign(task(state), { openUntil: SELECTION })],
    ['WrongStatus', (state) => Object.assign(task(state), { status: 1 })],
    ['UnknownTask', (state) => state.tasks.delete(taskId)],
    ['Governed_Paused', paused],
  ])
  expect(why(t.open(), settle, at(SELECTION))).toBe('NoBidRevealed')
  inOrder(committed(), report(), at(REVEAL), [
    ['RevealWindowNotOver', () => undefined],
    ['RoundVoided', (state) => Object.assign(state.auctions.get(taskId)!, { voided: true })],
    ['WrongBidStatus', (state) => state.auctions.get(taskId)!.rounds[0]!.clear()],
    ['UnknownTask', (state) => state.tasks.delete(taskId)],
  ])
})

test('behavior: a task keeps the windows that it was posted with', () => {
  const state = market()
  state.parameters = { ...parameters, commitWindow: 60n, revealWindow: 60n, selectionWindow: 60n, startWindow: 60n }
  const args = { commitUntil: 10_300n, revealUntil: 10_600n, selectionUntil: 11_200n }
  expect(run(state, commit(), at(10_000))[0]?.args).toMatchObject(args)
  t.after(state, [reveal(), at(COMMIT + 1)])
  expect(run(state, select(), at(REVEAL + 1, buyer)).at(-1)?.args).toMatchObject({ startUntil: 11_201n })
})
