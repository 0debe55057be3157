import * as chain from '@aiigo/clients'
import { ResourceType } from '@aiigo/core'
import type { MarketState } from '@aiigo/protocol'
import * as twin from '@aiigo/protocol'
import { type Question, question } from './question.ts'

/** Nodes at a block of `time` (Unix seconds), and their owners. Where a node is described only the log says. */
export function nodeQuestions(state: MarketState, time: number): Question[] {
  return [
    ...[...state.nodes.keys()].flatMap((nodeId) => [
      question('getNodeDetails', chain.getNodeDetails, { nodeId }, twin.getNodeDetails(state, nodeId, time)),
      question('getProof', chain.getProof, { nodeId }, twin.getProof(state, nodeId)),
    ]),
    ...ownerQuestions(state),
    // What the state does not know at all is missing in a count.
    ...Object.values(ResourceType).map((resourceType) =>
      question('getNodeCount', chain.getNodeCount, { resourceType }, twin.getNodeCount(state, resourceType)),
    ),
  ]
}

function ownerQuestions(state: MarketState): Question[] {
  const owners = [...state.nodes.values()].map(({ owner }) => owner)
  const known = new Set([...owners, ...state.nodeCounts.keys(), ...state.bannedOwners])
  return [...known].flatMap((owner) => [
    question('isBanned', chain.isBanned, { owner }, twin.isBanned(state, owner)),
    question('getOwnerNodeCount', chain.getOwnerNodeCount, { owner }, twin.getOwnerNodeCount(state, owner)),
  ])
}
