import { AssignmentMode, BidStatus, Eligibility, parameters, TaskStatus } from '@aiigo/core'
import { type Address, type Hex, ETH as NOBODY } from '../../hex.ts'
import { commitmentOf } from '../../ids.ts'
import type { BidState, TaskState } from '../../state.ts'
import { requireNotPaused } from '../access.ts'
import type { Deciders } from '../deciders.ts'
import { eligibilityOfOwner, holdForBid, openTask, updateReputation } from '../nodeRegistry.ts'
import { refuse, type Transaction } from '../transaction.ts'
import { bidIn, isBest, requireRevealWindow, requireSelectionWindow, roundOf, roundToCommit } from './rounds.ts'
import * as shared from './shared.ts'

type BidCommands = 'commitBid' | 'revealBid' | 'selectBid' | 'settleAuction' | 'reportUnrevealedBid'

/** What TaskMarketplace's functions about bids do. */
export const bidDeciders: Deciders<'taskMarketplace', BidCommands> = {
  commitBid(tx, { taskId, nodeId, commitment }, sender) {
    requireNotPaused(tx, 'taskMarketplace')
    const task = biddableTask(tx, taskId)
    if (BigInt(commitment) === 0n) refuse('TaskMarketplace_EmptyCommitment', { taskId, nodeId })
    const { round, bids, selectionUntil } = roundToCommit(tx, task)
    if (bids.has(nodeId)) refuse('TaskMarketplace_BidExists', { taskId, round, nodeId })
    const claim = shared.claimOf(task, sender)
    holdForBid(tx, { taskId, nodeId, claim, until: selectionUntil }, tx.state.deployment.taskMarketplace)
    shared.requireNotExcluded(task, nodeId)
    tx.emit('taskMarketplace', 'BidCommitted', { taskId, nodeId, round, commitment, order: BigInt(bids.size + 1) })
  },

  revealBid(tx, { taskId, nodeId, pricePerHour, salt }, sender) {
    const task = shared.taskOf(tx, taskId)
    shared.requireStatus(task, TaskStatus.Open)
    const current = roundOf(tx, task)
    const { round } = current
    requireRevealWindow(tx, current)
    const bid = bidIn(tx, taskId, round, nodeId, BidStatus.Committed)
    if (pricePerHour === 0n || pricePerHour > task.maxPrice)
      refuse('TaskMarketplace_PriceOutOfRange', { maxPrice: pricePerHour, maximum: task.maxPrice })
    const revealed = commitmentOf(tx.state.deployment, { taskId, nodeId, owner: sender, pricePerHour, salt })
    if (revealed !== bid.commitment)
      refuse('TaskMarketplace_CommitmentMismatch', { taskId, nodeId, revealed, committed: bid.commitment })
    const best = isBest(current, pricePerHour, bid.order)
    tx.emit('taskMarketplace', 'BidRevealed', { taskId, nodeId, round, pricePerHour, best })
  },

  selectBid(tx, { taskId, nodeId }, sender) {
    requireNotPaused(tx, 'taskMarketplace')
    const task = shared.buyersTask(tx, taskId, sender)
    shared.requireStatus(task, TaskStatus.Open)
    const current = roundOf(tx, task)
    requireSelectionWindow(tx, current)
    const bid = bidIn(tx, taskId, current.round, nodeId, BidStatus.Revealed)
    const { owner } = eligibilityOfOwner(tx, nodeId, shared.claimOf(task, NOBODY))
    assign(tx, task, current.round, bid, owner)
  },

  settleAuction(tx, { taskId }) {
    requireNotPaused(tx, 'taskMarketplace')
    const task = shared.taskOf(tx, taskId)
    shared.requireStatus(task, TaskStatus.Open)
    // A bid binds no longer than the task waits for a node: else it could be taken up when its node has long gone.
    shared.requireOpenWindow(tx, task)
    const { round, selectionUntil, bestNode: nodeId, bestPrice: pricePerHour } = roundOf(tx, task)
    if (BigInt(tx.context.time) <= selectionUntil)
      refuse('TaskMarketplace_SelectionWindowNotOver', { taskId, round, selectionUntil })
    if (nodeId === undefined) refuse('TaskMarketplace_NoBidRevealed', { taskId, round })
    const { reason, owner } = eligibilityOfOwner(tx, nodeId, shared.claimOf(task, NOBODY))
    if (reason === Eligibility.Eligible) assign(tx, task, round, { nodeId, pricePerHour }, owner)
    else tx.emit('taskMarketplace', 'AuctionRoundClosed', { taskId, round })
  },

  reportUnrevealedBid(tx, { taskId, round, nodeId }, reporter) {
    const task = shared.taskOf(tx, taskId)
    bidIn(tx, taskId, round, nodeId, BidStatus.Committed)
    requireRevealsOver(tx, task, round)
    tx.emit('taskMarketplace', 'UnrevealedBidReported', { taskId, nodeId, round, reporter })
    const delta = parameters.reputationBidNotRevealed
    updateReputation(tx, { nodeId, delta }, tx.state.deployment.taskMarketplace)
  },
}

/** As `_biddableTask`. */
function biddableTask(tx: Transaction, taskId: Hex): TaskState {
  const task = shared.taskOf(tx, taskId)
  const { mode } = task
  shared.requireStatus(task, TaskStatus.Open)
  shared.requireOpenWindow(tx, task)
  if (mode !== AssignmentMode.SealedBid) refuse('TaskMarketplace_WrongMode', { taskId, mode })
  return task
}

/** An earlier round is over, and so is one that was closed. */
function requireRevealsOver(tx: Transaction, task: TaskState, round: bigint): void {
  const { taskId } = task
  const current = roundOf(tx, task)
  if (round !== current.round || !current.isRunning) return
  if (current.voided) refuse('TaskMarketplace_RoundVoided', { taskId, round })
  const { revealUntil } = current
  if (BigInt(tx.context.time) <= revealUntil)
    refuse('TaskMarketplace_RevealWindowNotOver', { taskId, round, revealUntil })
}

type WinningBid = Pick<BidState, 'nodeId' | 'pricePerHour'>

/** As `_assign`. */
function assign(tx: Transaction, task: TaskState, round: bigint, bid: WinningBid, owner: Address): void {
  const { taskId } = task
  const { nodeId, pricePerHour } = bid
  const { time } = tx.context
  openTask(tx, { taskId, nodeId, claim: shared.claimOf(task, owner) }, tx.state.deployment.taskMarketplace)
  tx.emit('taskMarketplace', 'TaskAssigned', { taskId, nodeId, startTime: BigInt(time) })
  const startUntil = shared.startUntilOf(task, time)
  tx.emit('taskMarketplace', 'TaskPriceAgreed', { taskId, round, pricePerHour, startUntil })
}
