import { DisputeOutcome, EscrowStatus } from '@aiigo/core'
import type { CommandArgs } from '../../generated/commands.ts'
import { type Address, ETH as NOBODY } from '../../hex.ts'
import type { EscrowState } from '../../state.ts'
import { credit, pay } from '../payouts.ts'
import { refuse, type Transaction } from '../transaction.ts'
import { type DisputeParts, disputeParts } from './previews.ts'
import { requireAgreed, requireProvider, requireReleaser, requireShare } from './requirements.ts'

// Money out, where it is shared.

type Args = CommandArgs['escrowManager']

const { Held, Disputed, None } = EscrowStatus

export function splitPayment(tx: Transaction, args: Args['splitPayment'], sender: Address): void {
  const { taskId, provider, providerShareBps } = args
  requireReleaser(tx, sender)
  const escrow = tx.state.escrows.get(taskId)
  if (escrow?.status !== Held && escrow?.status !== Disputed)
    refuse('EscrowManager_NotHeld', { taskId, status: escrow?.status ?? None })
  requireProvider(taskId, provider)
  requireShare(taskId, providerShareBps)
  const parts = disputeParts(escrow, DisputeOutcome.Split, escrow.amount, providerShareBps)
  settle(tx, escrow, DisputeOutcome.Split, provider, parts, NOBODY)
}

export function settleDispute(tx: Transaction, args: Args['settleDispute'], sender: Address): void {
  const { taskId, provider, agreedAmount, providerShareBps } = args
  const outcome = outcomeOf(args.outcome)
  requireReleaser(tx, sender)
  const escrow = tx.state.escrows.get(taskId)
  if (escrow?.status !== Disputed) refuse('EscrowManager_NotDisputed', { taskId, status: escrow?.status ?? None })
  requireProvider(taskId, provider)
  requireAgreed(escrow, agreedAmount)
  if (outcome === DisputeOutcome.Split) requireShare(taskId, providerShareBps)
  const parts = disputeParts(escrow, outcome, agreedAmount, providerShareBps)
  settle(tx, escrow, outcome, provider, parts, outcome === DisputeOutcome.NobodyRuled ? NOBODY : args.arbitrator)
}

/** The number is no outcome: the contract's decoder reverts, before anything is looked at. */
function outcomeOf(outcome: number): DisputeOutcome {
  if (outcome > DisputeOutcome.NobodyRuled) refuse('Reverted', {})
  return outcome as DisputeOutcome
}

/** What an arbitrator would have got is the buyer's when nobody ruled. */
function settle(
  tx: Transaction,
  { taskId, buyer, currency }: EscrowState,
  outcome: DisputeOutcome,
  provider: Address,
  parts: DisputeParts,
  arbitrator: Address,
): void {
  const { providerPayout, platformFee } = parts
  const arbitrationFee = arbitrator === NOBODY ? 0n : parts.arbitrationFee
  const buyerPayout = parts.buyerPayout + parts.arbitrationFee - arbitrationFee
  tx.emit('escrowManager', 'DisputeResolved', {
    taskId,
    winner: winnerOf(outcome, buyer, provider),
    amount: outcome === DisputeOutcome.BuyerWins ? buyerPayout : providerPayout,
  })
  const shares = { providerPayout, buyerPayout, platformFee, arbitrationFee }
  tx.emit('escrowManager', 'DisputeSettled', { taskId, outcome, provider, arbitrator, ...shares })
  if (arbitrationFee !== 0n) credit(tx, 'escrowManager', currency, arbitrator, arbitrationFee)
  pay(tx, 'escrowManager', currency, provider, providerPayout)
  pay(tx, 'escrowManager', currency, buyer, buyerPayout)
}

function winnerOf(outcome: DisputeOutcome, buyer: Address, provider: Address): Address {
  if (outcome === DisputeOutcome.BuyerWins) return buyer
  return outcome === DisputeOutcome.ProviderWins ? provider : NOBODY
}
