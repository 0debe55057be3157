import { ResourceType } from '@aiigo/core'
import {
  getActiveNodes,
  getEligibility,
  getEligibilityOfOwner,
  getNode,
  getNodeCount,
  getNodeDetails,
  getNodesByOwner,
  getNodeTrustLevel,
  getOwnerNodeCount,
  isBanned,
  isNodeActive,
  type MarketState,
  nodeIdOf,
  type TaskClaim,
} from '@aiigo/protocol'
import { pages, type Question, question, some, UNKNOWN_ACCOUNT, UNKNOWN_ID } from './question.ts'

const registry = 'nodeRegistry'

/** What the registry tells of nodes and their owners at `time` (Unix seconds). */
export function nodeQuestions(state: MarketState, time: number): Question[] {
  const ids = [...state.nodes.keys(), UNKNOWN_ID]
  return [
    question(registry, 'getNode', ids, (id) => ({ args: [id], expected: getNode(state, id, time) })),
    question(registry, 'getNodeDetails', ids, (id) => ({ args: [id], expected: getNodeDetails(state, id, time) })),
    question(registry, 'isNodeActive', ids, (id) => ({ args: [id], expected: isNodeActive(state, id) })),
    question(registry, 'getNodeTrustLevel', ids, (id) => ({ args: [id], expected: getNodeTrustLevel(state, id) })),
    ...ownerQuestions(state),
    ...typeQuestions(state),
    ...eligibilityQuestions(state, time),
  ]
}

function ownerQuestions(state: MarketState): Question[] {
  const owners = new Set([...Array.from(state.nodes.values(), ({ owner }) => owner), UNKNOWN_ACCOUNT])
  const parts = some(owners).flatMap((owner) => pages.map((page) => ({ owner, page })))
  return [
    question(registry, 'getNodesByOwner', owners, (one) => ({ args: [one], expected: getNodesByOwner(state, one) })),
    question(registry, 'getNodesByOwner', parts, ({ owner, page }) => {
      return { args: [owner, page.offset, page.limit], expected: getNodesByOwner(state, owner, page) }
    }),
    question(registry, 'isBanned', owners, (one) => ({ args: [one], expected: isBanned(state, one) })),
    question(registry, 'ownerNodeCount', owners, (one) => ({ args: [one], expected: getOwnerNodeCount(state, one) })),
    question(registry, 'computeNodeId', owners, (one) => {
      return { args: [one, 1n], expected: nodeIdOf(state.deployment, one, 1) }
    }),
  ]
}

function typeQuestions(state: MarketState): Question[] {
  const types = Object.values(ResourceType)
  const parts = types.flatMap((type) => pages.map((page) => ({ type, page })))
  return [
    question(registry, 'getActiveNodes', types, (type) => ({ args: [type], expected: getActiveNodes(state, type) })),
    question(registry, 'getActiveNodes', parts, ({ type, page }) => {
      return { args: [type, page.offset, page.limit], expected: getActiveNodes(state, type, page) }
    }),
    question(registry, 'nodeCount', types, (type) => ({ args: [type], expected: getNodeCount(state, type) })),
  ]
}

/** For the claims of some tasks, and by them and by somebody else. */
function eligibilityQuestions(state: MarketState, time: number): Question[] {
  const pairs = some(state.tasks.values(), 6).flatMap((task) =>
    [...some(state.nodes.values(), 24), undefined].map((node) => ({
      nodeId: node?.nodeId ?? UNKNOWN_ID,
      claim: claimOf(task, node?.owner ?? UNKNOWN_ACCOUNT),
    })),
  )
  const strangers = some(pairs, 12).map(({ nodeId, claim }) => ({
    nodeId,
    claim: { ...claim, operator: UNKNOWN_ACCOUNT },
  }))
  return [
    question(registry, 'eligibility', [...pairs, ...strangers], ({ nodeId, claim }) => {
      return { args: [nodeId, claim], expected: getEligibility(state, nodeId, claim, time) }
    }),
    question(registry, 'eligibilityOfOwner', pairs, ({ nodeId, claim }) => {
      return { args: [nodeId, claim], expected: getEligibilityOfOwner(state, nodeId, claim, time) }
    }),
  ]
}

type Claiming = Pick<TaskClaim, 'buyer' | 'resourceType' | 'minTrustLevel' | 'requiredPower'>

function claimOf({ buyer, resourceType, minTrustLevel, requiredPower }: Claiming, operator: TaskClaim['operator']) {
  return { operator, buyer, resourceType, minTrustLevel, requiredPower }
}
