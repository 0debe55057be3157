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
import {
  listQuestions,
  type Question,
  question,
  questionOfEach,
  some,
  UNKNOWN_ACCOUNT,
  UNKNOWN_ID,
} from './question.ts'

const registry = 'nodeRegistry'

/** What the registry tells of nodes and their owners at `time` (Unix seconds). */
export function nodeQuestions(state: MarketState, time: number): Question[] {
  const ids = [...state.nodes.keys(), UNKNOWN_ID]
  return [
    questionOfEach(registry, 'getNode', ids, (id) => getNode(state, id, time)),
    questionOfEach(registry, 'getNodeDetails', ids, (id) => getNodeDetails(state, id, time)),
    questionOfEach(registry, 'isNodeActive', ids, (id) => isNodeActive(state, id)),
    questionOfEach(registry, 'getNodeTrustLevel', ids, (id) => getNodeTrustLevel(state, id)),
    ...ownerQuestions(state),
    ...typeQuestions(state),
    ...eligibilityQuestions(state, time),
  ]
}

function ownerQuestions(state: MarketState): Question[] {
  const owners = new Set([...Array.from(state.nodes.values(), ({ owner }) => owner), UNKNOWN_ACCOUNT])
  return [
    ...listQuestions(registry, 'getNodesByOwner', owners, (one, page) => getNodesByOwner(state, one, page)),
    questionOfEach(registry, 'isBanned', owners, (one) => isBanned(state, one)),
    questionOfEach(registry, 'ownerNodeCount', owners, (one) => getOwnerNodeCount(state, one)),
    question(registry, 'computeNodeId', owners, (one) => {
      return { args: [one, 1n], expected: nodeIdOf(state.deployment, one, 1) }
    }),
  ]
}

function typeQuestions(state: MarketState): Question[] {
  const types = Object.values(ResourceType)
  return [
    ...listQuestions(registry, 'getActiveNodes', types, (type, page) => getActiveNodes(state, type, page)),
    questionOfEach(registry, 'nodeCount', types, (type) => getNodeCount(state, type)),
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
