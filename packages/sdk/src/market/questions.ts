import * as chain from '@aiigo/clients'
import { ResourceType } from '@aiigo/core'
import type { MarketState } from '@aiigo/protocol'
import * as twin from '@aiigo/protocol'

type Parameters = Readonly<Record<string, unknown>>

/** A view of the contracts, and what the state says that it answers. */
export type Question = {
  readonly view: string
  readonly action: (client: chain.ReadClient, deployment: chain.Deployment, parameters: never) => Promise<unknown>
  readonly parameters: Parameters
  readonly expected: unknown
}

type Action = Question['action']

/** What the contracts are asked at a block of `time` (Unix seconds): everything that the state holds of single things. */
export function questionsOf(state: MarketState, time: number): Question[] {
  return [
    ...nodeQuestions(state, time),
    ...taskQuestions(state),
    ...bidQuestions(state),
    ...moneyQuestions(state),
    ...governedQuestions(state),
  ]
}

function question(view: string, action: Action, parameters: Parameters, expected: unknown): Question {
  return { view, action, parameters, expected }
}

function nodeQuestions(state: MarketState, time: number): Question[] {
  const owners = new Set(Array.from(state.nodes.values(), ({ owner }) => owner))
  const ofNodes = [...state.nodes.keys()].flatMap((nodeId) => [
    question('getNodeDetails', chain.getNodeDetails, { nodeId }, twin.getNodeDetails(state, nodeId, time)),
    question('getProof', chain.getProof, { nodeId }, twin.getProof(state, nodeId)),
  ])
  const ofOwners = Array.from(owners, (address) =>
    question('isBanned', chain.isBanned, { owner: address }, twin.isBanned(state, address)),
  )
  return [...ofNodes, ...ofOwners, ...countQuestions(state)]
}

/** Counts find what the state does not know at all. */
function countQuestions(state: MarketState): Question[] {
  return Object.values(ResourceType).flatMap((resourceType) => [
    question('getNodeCount', chain.getNodeCount, { resourceType }, twin.getNodeCount(state, resourceType)),
    question('getTaskCount', chain.getTaskCount, { resourceType }, twin.getTaskCount(state, resourceType)),
    question('getReferencePrice', chain.getReferencePrice, { resourceType }, state.referencePrices[resourceType]),
  ])
}

function taskQuestions(state: MarketState): Question[] {
  return [...state.tasks.values()].flatMap(({ taskId, excluded }) => [
    question('getTaskDetails', chain.getTaskDetails, { taskId }, twin.getTaskDetails(state, taskId)),
    question('getEscrowDetails', chain.getEscrowDetails, { taskId }, twin.getEscrowDetails(state, taskId)),
    ...excluded.map((nodeId) => question('isExcluded', chain.isExcluded, { taskId, nodeId }, true)),
  ])
}

function bidQuestions(state: MarketState): Question[] {
  return [...state.auctions.values()].flatMap(({ taskId, rounds }) => [
    question('getAuction', chain.getAuction, { taskId }, twin.getAuction(state, taskId)),
    ...rounds.flatMap((bids, i) =>
      Array.from(bids.keys(), (nodeId) => {
        const round = BigInt(i + 1)
        return question('getBid', chain.getBid, { taskId, round, nodeId }, twin.getBid(state, taskId, round, nodeId))
      }),
    ),
  ])
}

function moneyQuestions(state: MarketState): Question[] {
  const ETH = '0x0000000000000000000000000000000000000000'
  const currencies = new Set([ETH, ...state.currencies, ...state.fees.keys()] as const)
  const fees = (contract: twin.PayoutContract, currency: `0x${string}`) =>
    question(
      'getAccruedFees',
      chain.getAccruedFees,
      { contract, currency },
      twin.getAccruedFees(state, contract, currency),
    )
  const credit = (contract: twin.PayoutContract, currency: `0x${string}`, account: `0x${string}`) =>
    question(
      'getCreditOf',
      chain.getCreditOf,
      { contract, currency, account },
      twin.getCreditOf(state, contract, currency, account),
    )
  return [
    fees('nodeRegistry', ETH),
    ...Array.from(currencies, (currency) => fees('escrowManager', currency)),
    ...Array.from(state.registryCredits.keys(), (account) => credit('nodeRegistry', ETH, account)),
    ...[...state.credits].flatMap(([currency, holders]) =>
      Array.from(holders.keys(), (account) => credit('escrowManager', currency, account)),
    ),
    ...Array.from(state.currencies, (currency) =>
      question('isCurrencyAccepted', chain.isCurrencyAccepted, { currency }, true),
    ),
  ]
}

function governedQuestions(state: MarketState): Question[] {
  const { nodeRegistry, escrowManager } = state.treasuries
  return [
    question('getTreasury', chain.getTreasury, { contract: 'nodeRegistry' }, nodeRegistry),
    question('getTreasury', chain.getTreasury, { contract: 'escrowManager' }, escrowManager),
    question('getArbitrator', chain.getArbitrator, {}, state.arbitrator),
    question('getPriceOracle', chain.getPriceOracle, {}, state.priceOracle),
    question('getPlatformFeeBps', chain.getPlatformFeeBps, {}, state.parameters.platformFeeBps),
  ]
}
