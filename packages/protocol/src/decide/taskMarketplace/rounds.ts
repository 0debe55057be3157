import { BidStatus } from '@aiigo/core'
import type { Hex } from '../../hex.ts'
import type { BidState, TaskState } from '../../state.ts'
import { refuse, type Transaction } from '../transaction.ts'

/** The round of bids that a task is in, in the types of the events and errors that say it. */
export type Round = Windows & {
  taskId: Hex
  /** The number of the last round that began; 0n before the first. */
  round: bigint
  /** Neither won nor closed, whatever the time. */
  isRunning: boolean
  voided: boolean
  bids: ReadonlyMap<Hex, BidState>
  bestNode: Hex | undefined
  bestPrice: bigint
}

type Windows = { commitUntil: bigint; revealUntil: bigint; selectionUntil: bigint }

const NO_BIDS: ReadonlyMap<Hex, BidState> = new Map()

export function roundOf({ state }: Transaction, task: TaskState): Round {
  const { taskId } = task
  const auction = state.auctions.get(taskId)
  const isRunning = auction !== undefined && auction.commitUntil !== 0
  return {
    ...(isRunning ? windowsUntil(task, BigInt(auction.commitUntil)) : windowsFrom(task, 0n)),
    ...{ taskId, isRunning, round: BigInt(auction?.round ?? 0), voided: auction?.voided ?? false },
    bids: auction?.rounds.at(-1) ?? NO_BIDS,
    bestNode: auction?.bestNode,
    bestPrice: auction?.bestPrice ?? 0n,
  }
}

/** The contract reckons a round's windows from its beginning, which is 0 while none runs; its errors say what comes out. */
function windowsFrom(task: TaskState, startedAt: bigint): Windows {
  return windowsUntil(task, startedAt + task.parameters.commitWindow)
}

function windowsUntil({ parameters }: TaskState, commitUntil: bigint): Windows {
  const revealUntil = commitUntil + parameters.revealWindow
  return { commitUntil, revealUntil, selectionUntil: revealUntil + parameters.selectionWindow }
}

/** As `_roundToCommit`: the round whose commit window runs, or a new one when the last has ended without a revealed bid. */
export function roundToCommit(tx: Transaction, task: TaskState): Round {
  const last = roundOf(tx, task)
  if (!last.isRunning) return openRound(tx, task, last)
  const { taskId, round, commitUntil, revealUntil, bestNode } = last
  const now = BigInt(tx.context.time)
  if (now <= commitUntil) return last
  if (now <= revealUntil) refuse('TaskMarketplace_CommitWindowOver', { taskId, round, commitUntil })
  if (bestNode !== undefined) refuse('TaskMarketplace_AuctionNotSettled', { taskId, round, bestNode })
  return openRound(tx, task, last)
}

/** As `_openRound`. It ends within the open window, so that no task expires while a bid is in play. */
function openRound(tx: Transaction, task: TaskState, last: Round): Round {
  const { taskId } = task
  const round = last.round + 1n
  const windows = windowsFrom(task, BigInt(tx.context.time))
  const { selectionUntil } = windows
  const openUntil = BigInt(task.openUntil)
  if (selectionUntil > openUntil) refuse('TaskMarketplace_RoundTooLate', { taskId, selectionUntil, openUntil })
  tx.emit('taskMarketplace', 'AuctionRoundOpened', { taskId, round, ...windows })
  return { ...last, ...windows, round, isRunning: true, bids: NO_BIDS }
}

export function requireRevealWindow({ context }: Transaction, current: Round): void {
  const { taskId, round, commitUntil, revealUntil } = current
  const now = BigInt(context.time)
  if (now <= commitUntil || now > revealUntil)
    refuse('TaskMarketplace_NotRevealWindow', { taskId, round, commitUntil, revealUntil })
}

export function requireSelectionWindow({ context }: Transaction, current: Round): void {
  const { taskId, round, revealUntil, selectionUntil } = current
  const now = BigInt(context.time)
  if (now <= revealUntil || now > selectionUntil)
    refuse('TaskMarketplace_NotSelectionWindow', { taskId, round, revealUntil, selectionUntil })
}

/** As `_keepBest`: the lowest price; of equals the earlier commitment. */
export function isBest({ bids, bestNode, bestPrice }: Round, price: bigint, order: number): boolean {
  if (bestNode === undefined || price < bestPrice) return true
  return price === bestPrice && order < bids.get(bestNode)!.order
}

/** As `_bid`: a node's bid in a round of any time, if its status is this. */
export function bidIn(tx: Transaction, taskId: Hex, round: bigint, nodeId: Hex, required: BidStatus): BidState {
  const bid = tx.state.auctions.get(taskId)?.rounds[Number(round) - 1]?.get(nodeId)
  if (bid?.status === required) return bid
  return refuse('TaskMarketplace_WrongBidStatus', { taskId, round, nodeId, status: bid?.status ?? BidStatus.None })
}
