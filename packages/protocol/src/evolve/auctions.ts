import { AssignmentMode, BidStatus } from '@aiigo/core'
import type { MarketEvent } from '../events.ts'
import { auctionOf, fits, type Handlers, taskOf, UnfittingEventError } from '../fit.ts'
import type { AuctionState, BidState, MarketState } from '../state.ts'

type AuctionEvents =
  | 'AuctionRoundOpened'
  | 'BidCommitted'
  | 'BidRevealed'
  | 'UnrevealedBidReported'
  | 'AuctionRoundClosed'
  | 'AuctionRoundVoided'

/** What TaskMarketplace says about bids. A round that a bid wins is closed by TaskPriceAgreed. */
export const auctionEvents: Handlers<AuctionEvents> = {
  AuctionRoundOpened(state, event) {
    const { taskId, round, commitUntil, revealUntil, selectionUntil } = event.args
    fits(event, 'a task of mode', AssignmentMode.SealedBid, taskOf(state, event).mode)
    const auction = state.auctions.get(taskId) ?? newAuction(event)
    fits(event, 'a last round of', Number(round) - 1, auction.round)
    auction.round = Number(round)
    auction.commitUntil = Number(commitUntil)
    auction.revealUntil = Number(revealUntil)
    auction.selectionUntil = Number(selectionUntil)
    auction.rounds.push(new Map())
    state.auctions.set(taskId, auction)
  },

  BidCommitted(state, event) {
    const { nodeId, commitment, order } = event.args
    const bids = bidsIn(currentRound(state, event), event)
    fits(event, 'bids in the round:', Number(order) - 1, bids.size)
    fits(event, 'no bid of the node, but', undefined, bids.get(nodeId)?.status)
    bids.set(nodeId, { nodeId, status: BidStatus.Committed, commitment, order: Number(order), pricePerHour: 0n })
  },

  BidRevealed(state, event) {
    const auction = currentRound(state, event)
    const bid = committedBid(auction, event)
    const { nodeId, pricePerHour, best } = event.args
    bid.status = BidStatus.Revealed
    bid.pricePerHour = pricePerHour
    if (!best) return
    auction.bestNode = nodeId
    auction.bestPrice = pricePerHour
  },

  UnrevealedBidReported(state, event) {
    committedBid(auctionOf(state, event), event).status = BidStatus.Reported
  },

  AuctionRoundClosed(state, event) {
    closeRound(currentRound(state, event))
  },

  AuctionRoundVoided(state, event) {
    currentRound(state, event).voided = true
  },
}

type RoundEvent = MarketEvent<AuctionEvents | 'TaskPriceAgreed'>

/** The auction of the event's task, when it is in the event's round. */
export function currentRound(state: MarketState, event: RoundEvent): AuctionState {
  const auction = auctionOf(state, event)
  fits(event, 'round', Number(event.args.round), auction.round)
  return auction
}

/** Nothing of it counts any more but how many bid. */
export function closeRound(auction: AuctionState): void {
  auction.bestNode = undefined
  auction.bestPrice = 0n
  auction.commitUntil = 0
  auction.revealUntil = 0
  auction.selectionUntil = 0
}

function bidsIn({ rounds }: AuctionState, event: RoundEvent): Map<`0x${string}`, BidState> {
  const bids = rounds[Number(event.args.round) - 1]
  if (!bids) throw new UnfittingEventError(event, 'a round that is known', event.args.round)
  return bids
}

function committedBid(auction: AuctionState, event: MarketEvent<'BidRevealed' | 'UnrevealedBidReported'>): BidState {
  const bid = bidsIn(auction, event).get(event.args.nodeId)
  fits(event, 'a bid of status', BidStatus.Committed, bid?.status)
  return bid as BidState
}

function newAuction({ args }: MarketEvent<'AuctionRoundOpened'>): AuctionState {
  return {
    taskId: args.taskId,
    round: 0,
    bestNode: undefined,
    bestPrice: 0n,
    commitUntil: 0,
    revealUntil: 0,
    selectionUntil: 0,
    voided: false,
    rounds: [],
  }
}
