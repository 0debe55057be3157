import * as chain from '@aiigo/clients'
import { AssignmentMode, ResourceType } from '@aiigo/core'
import type { MarketState } from '@aiigo/protocol'
import * as twin from '@aiigo/protocol'
import { type Question, question } from './question.ts'

/** Tasks with their escrows and bids, and their buyers. Where work is described and delivered only the log says. */
export function taskQuestions(state: MarketState): Question[] {
  return [
    ...[...state.tasks.values()].flatMap(({ taskId, excluded }) => [
      question('getTaskDetails', chain.getTaskDetails, { taskId }, twin.getTaskDetails(state, taskId)),
      ...excluded.map((nodeId) => question('isExcluded', chain.isExcluded, { taskId, nodeId }, true)),
    ]),
    ...escrowQuestions(state),
    ...auctionQuestions(state),
    ...buyerQuestions(state),
    // What the state does not know at all is missing in a count.
    ...Object.values(ResourceType).map((resourceType) =>
      question('getTaskCount', chain.getTaskCount, { resourceType }, twin.getTaskCount(state, resourceType)),
    ),
  ]
}

/** A task has an escrow, and an escrow may be another's than the marketplace's. */
function escrowQuestions(state: MarketState): Question[] {
  return Array.from(new Set([...state.tasks.keys(), ...state.escrows.keys()]), (taskId) =>
    question('getEscrowDetails', chain.getEscrowDetails, { taskId }, twin.getEscrowDetails(state, taskId)),
  )
}

function auctionQuestions(state: MarketState): Question[] {
  const sealed = [...state.tasks.values()].filter(({ mode }) => mode === AssignmentMode.SealedBid)
  const known = new Set([...sealed.map(({ taskId }) => taskId), ...state.auctions.keys()])
  return [...known].flatMap((taskId) => [
    question('getAuction', chain.getAuction, { taskId }, twin.getAuction(state, taskId)),
    ...bidQuestions(state, taskId),
  ])
}

function bidQuestions(state: MarketState, taskId: `0x${string}`): Question[] {
  const rounds = state.auctions.get(taskId)?.rounds ?? []
  return rounds.flatMap((bids, i) =>
    Array.from(bids.keys(), (nodeId) => {
      const round = BigInt(i + 1)
      return question('getBid', chain.getBid, { taskId, round, nodeId }, twin.getBid(state, taskId, round, nodeId))
    }),
  )
}

function buyerQuestions(state: MarketState): Question[] {
  const buyers = [...state.tasks.values()].map(({ buyer }) => buyer)
  return Array.from(new Set([...buyers, ...state.taskCounts.keys()]), (buyer) =>
    question('getBuyerTaskCount', chain.getBuyerTaskCount, { buyer }, twin.getBuyerTaskCount(state, buyer)),
  )
}
