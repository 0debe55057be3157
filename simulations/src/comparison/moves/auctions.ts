import { AssignmentMode, BidStatus, TaskStatus } from '@aiigo/core'
import { type AuctionState, commitmentOf, type TaskState } from '@aiigo/protocol'
import { type Hex, numberToHex } from 'viem'
import { strangers } from '../actors.ts'
import type { World } from '../world.ts'
import { call, moveOf, type Weighted } from './move.ts'
import { takerOf } from './tasks.ts'

const market = 'taskMarketplace'
const salt = numberToHex(7, { size: 32 })

export const auctionMoves: readonly Weighted[] = [
  [
    0.3,
    moveOf(
      ({ auctions }) => auctions.filter(({ bestNode }) => bestNode),
      ({ taskId }, { state }) => call(market, 'cancelTask', state.tasks.get(taskId)!.buyer, { taskId }),
    ),
  ],
  [14, moveOf(biddable, commit)],
  [24, moveOf(revealing, (auction, world) => reveal(auction, world))],
  [12, moveOf(selecting, select)],
  [8, moveOf(settling, ({ taskId }, { luck }) => call(market, 'settleAuction', luck.pick(strangers), { taskId }))],
  [2, moveOf(({ state }) => [...state.auctions.values()].slice(-40), report)],
]

/** Until its first reveal an auction can be bid in: in its commit window, or in a new round. */
function biddable({ tasks, time, luck }: World): readonly TaskState[] {
  const open = tasks[TaskStatus.Open].filter(({ mode }) => mode === AssignmentMode.SealedBid)
  return luck.is(0.9) ? open.filter(({ openUntil }) => openUntil >= time) : open
}

export function commit(task: TaskState, world: World) {
  const node = takerOf(task, world)
  if (!node) return undefined
  const { taskId } = task
  const { nodeId, owner } = node
  const pricePerHour = priceOf(task, nodeId)
  const commitment = commitmentOf(world.state.deployment, { taskId, nodeId, owner, pricePerHour, salt })
  return call(market, 'commitBid', owner, { taskId, nodeId, commitment })
}

/** A bid is found again by its node: nothing has to be remembered. Many are the same, and some are the most allowed. */
function priceOf({ maxPrice }: TaskState, nodeId: Hex): bigint {
  const share = (maxPrice * (1n + (BigInt(nodeId) % 4n))) / 4n
  return share === 0n ? 1n : share
}

function inWindow(from: 'commitUntil' | 'revealUntil' | 'selectionUntil', to?: 'revealUntil' | 'selectionUntil') {
  return ({ auctions, time, luck }: World) =>
    luck.is(0.1) ? auctions : auctions.filter((one) => one[from] < time && (!to || time <= one[to]))
}

function revealing(world: World): readonly AuctionState[] {
  return inWindow(
    'commitUntil',
    'revealUntil',
  )(world).filter((auction) => bidsOf(auction, BidStatus.Committed).length > 0)
}

function selecting(world: World): readonly AuctionState[] {
  return inWindow('revealUntil', 'selectionUntil')(world)
}

function settling(world: World): readonly AuctionState[] {
  return inWindow('selectionUntil')(world).filter(({ bestNode }) => bestNode || world.luck.is(0.2))
}

function bidsOf({ rounds }: AuctionState, status: BidStatus) {
  return [...(rounds.at(-1)?.values() ?? [])].filter((bid) => bid.status === status)
}

export function reveal(auction: AuctionState, { state, luck }: World) {
  const task = state.tasks.get(auction.taskId)
  const bid = luck.one(bidsOf(auction, BidStatus.Committed))
  const owner = bid && state.nodes.get(bid.nodeId)?.owner
  if (!task || !bid || !owner) return undefined
  const { taskId } = auction
  return call(market, 'revealBid', owner, { taskId, nodeId: bid.nodeId, pricePerHour: priceOf(task, bid.nodeId), salt })
}

export function select(auction: AuctionState, { state, luck }: World) {
  const bid = luck.one(bidsOf(auction, luck.is(0.9) ? BidStatus.Revealed : BidStatus.Committed))
  const task = state.tasks.get(auction.taskId)
  return task && bid && call(market, 'selectBid', task.buyer, { taskId: task.taskId, nodeId: bid.nodeId })
}

/** Of any round, a bid that nobody revealed. */
export function report({ taskId, rounds }: AuctionState, { luck }: World) {
  const found = rounds.flatMap((bids, i) => [...bids.values()].map((bid) => ({ bid, round: BigInt(i + 1) })))
  const hidden = found.filter(({ bid }) => bid.status === BidStatus.Committed)
  const one = luck.one(luck.is(0.9) ? hidden : found)
  return (
    one &&
    call(market, 'reportUnrevealedBid', luck.pick(strangers), { taskId, round: one.round, nodeId: one.bid.nodeId })
  )
}
