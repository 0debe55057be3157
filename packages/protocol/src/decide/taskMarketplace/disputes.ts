import { DisputeOutcome, parameters, TaskOutcome, TaskStatus } from '@aiigo/core'
import { type Address, ETH, ETH as NOBODY } from '../../hex.ts'
import type { TaskState } from '../../state.ts'
import { asLogged, byteLength } from '../byteLength.ts'
import type { Deciders } from '../deciders.ts'
import { depositBond, previewDispute, settleDispute } from '../escrowManager.ts'
import { disputeBondUp } from '../money.ts'
import { refuse, type Transaction } from '../transaction.ts'
import * as shared from './shared.ts'

type DisputeCommands = 'disputeTask' | 'submitEvidence' | 'resolveDispute' | 'resolveStaleDispute'

/** What TaskMarketplace's functions about disputes do. */
export const disputeDeciders: Deciders<'taskMarketplace', DisputeCommands> = {
  disputeTask(tx, { taskId, reason }, sender, value) {
    const task = shared.buyersTask(tx, taskId, sender)
    shared.requireStatus(task, TaskStatus.Completed)
    requireReviewWindow(tx, task)
    if (shared.isTooLong(reason))
      refuse('TaskMarketplace_ReasonTooLong', { length: BigInt(byteLength(reason)), maximum: MAX_URI_LENGTH })
    const bond = disputeBondUp(shared.agreedAmount(task))
    const payment = task.currency === ETH ? bond : 0n
    if (value !== payment) refuse('TaskMarketplace_WrongPayment', { paid: value, required: payment })
    const { time } = tx.context
    const disputeUntil = shared.disputeUntilOf(task, time)
    tx.emit('taskMarketplace', 'TaskDisputed', { taskId, disputedBy: sender, reason: asLogged(reason) })
    tx.emit('taskMarketplace', 'DisputeOpened', { taskId, bond, disputedAt: BigInt(time), disputeUntil })
    depositBond(tx, { taskId, amount: bond }, tx.state.deployment.taskMarketplace, payment)
  },

  submitEvidence(tx, { taskId, evidenceURI }, sender) {
    const task = shared.taskOf(tx, taskId)
    shared.requireStatus(task, TaskStatus.Disputed)
    if (!isParty(tx, task, sender)) refuse('TaskMarketplace_NotParty', { taskId, caller: sender })
    if (evidenceURI === '' || shared.isTooLong(evidenceURI))
      refuse('TaskMarketplace_InvalidUri', { length: BigInt(byteLength(evidenceURI)), maximum: MAX_URI_LENGTH })
    tx.emit('taskMarketplace', 'EvidenceSubmitted', { taskId, party: sender, evidenceURI: asLogged(evidenceURI) })
  },

  resolveDispute(tx, { taskId, outcome, providerShareBps }, sender) {
    if (!isOutcome(outcome)) refuse('Reverted', {})
    const { arbitrator } = tx.state
    if (sender !== arbitrator) refuse('TaskMarketplace_NotArbitrator', { caller: sender, arbitrator })
    const task = shared.taskOf(tx, taskId)
    shared.requireStatus(task, TaskStatus.Disputed)
    if (isParty(tx, task, arbitrator)) refuse('TaskMarketplace_ArbitratorIsParty', { taskId, arbitrator })
    const disputeUntil = BigInt(task.disputeUntil)
    if (BigInt(tx.context.time) > disputeUntil) refuse('TaskMarketplace_DisputeWindowOver', { taskId, disputeUntil })
    if (outcome === DisputeOutcome.NobodyRuled) refuse('TaskMarketplace_InvalidOutcome', { taskId, outcome })
    if (outcome === DisputeOutcome.Split && providerShareBps > parameters.maxProviderShareBps)
      refuse('TaskMarketplace_ShareTooHigh', { providerShareBps, maximum: parameters.maxProviderShareBps })
    // Without a split there is no share to log.
    endDispute(tx, task, outcome, outcome === DisputeOutcome.Split ? providerShareBps : 0n, arbitrator)
  },

  resolveStaleDispute(tx, { taskId }) {
    const task = shared.taskOf(tx, taskId)
    shared.requireStatus(task, TaskStatus.Disputed)
    const disputeUntil = BigInt(task.disputeUntil)
    if (BigInt(tx.context.time) <= disputeUntil)
      refuse('TaskMarketplace_DisputeWindowNotOver', { taskId, disputeUntil })
    endDispute(tx, task, DisputeOutcome.NobodyRuled, 0n, NOBODY)
  },
}

const MAX_URI_LENGTH = BigInt(shared.MAX_URI_LENGTH)

function requireReviewWindow({ context }: Transaction, { taskId, reviewUntil }: TaskState): void {
  if (context.time > reviewUntil)
    refuse('TaskMarketplace_ReviewWindowOver', { taskId, reviewUntil: BigInt(reviewUntil) })
}

function isOutcome(outcome: number): outcome is DisputeOutcome {
  return Object.values(DisputeOutcome).includes(outcome as DisputeOutcome)
}

function isParty(tx: Transaction, task: TaskState, account: Address): boolean {
  return account === task.buyer || account === shared.providerOf(tx, task)
}

/** As `_endDispute`. */
function endDispute(
  tx: Transaction,
  task: TaskState,
  outcome: DisputeOutcome,
  providerShareBps: bigint,
  arbitrator: Address,
): void {
  const { taskId } = task
  const agreedAmount = shared.agreedAmount(task)
  const parts = previewDispute(tx.state, taskId, outcome, agreedAmount, providerShareBps)
  const { providerPayout, buyerPayout, platformFee } = parts
  tx.emit('taskMarketplace', 'DisputeRuled', { taskId, outcome, providerShareBps, arbitrator })
  if (outcome === DisputeOutcome.BuyerWins)
    tx.emit('taskMarketplace', 'TaskFailed', { taskId, refundAmount: buyerPayout })
  else tx.emit('taskMarketplace', 'TaskVerified', { taskId, payoutAmount: providerPayout })
  shared.closeTask(tx, task, taskOutcomeOf(outcome), providerPayout, platformFee)
  const settlement = { taskId, outcome, agreedAmount, providerShareBps, arbitrator }
  const provider = shared.providerOf(tx, task)
  settleDispute(tx, { ...settlement, provider }, tx.state.deployment.taskMarketplace)
}

function taskOutcomeOf(outcome: DisputeOutcome): TaskOutcome {
  if (outcome === DisputeOutcome.BuyerWins) return TaskOutcome.DisputeLost
  if (outcome === DisputeOutcome.ProviderWins) return TaskOutcome.DisputeWon
  return TaskOutcome.Settled
}
