import { ResourceType, TaskStatus } from '@aiigo/core'
import {
  commitmentOf,
  estimateTaskCost,
  getAuction,
  getBid,
  getBuyerTaskCount,
  getDisputeBond,
  getOpenTasks,
  getTask,
  getTaskCount,
  getTaskDetails,
  getTasksByBuyer,
  getTasksByProvider,
  isExcluded,
  type MarketState,
  matchTask,
  taskIdOf,
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

const market = 'taskMarketplace'

/** What the marketplace tells of tasks, bids, buyers and providers at `time` (Unix seconds). */
export function taskQuestions(state: MarketState, time: number): Question[] {
  const ids = [...state.tasks.keys(), UNKNOWN_ID]
  return [
    questionOfEach(market, 'getTask', ids, (id) => getTask(state, id)),
    questionOfEach(market, 'getTaskDetails', ids, (id) => getTaskDetails(state, id)),
    questionOfEach(market, 'disputeBond', ids, (id) => getDisputeBond(state, id)),
    question(market, 'isExcluded', exclusions(state), (args) => ({ args, expected: isExcluded(state, ...args) })),
    ...buyerQuestions(state),
    ...providerQuestions(state),
    ...typeQuestions(state),
    ...matchQuestions(state, time),
    ...bidQuestions(state),
  ]
}

function exclusions({ tasks, nodes }: MarketState): (readonly [`0x${string}`, `0x${string}`])[] {
  const [node = UNKNOWN_ID] = nodes.keys()
  const failed = [...tasks.values()].flatMap(({ taskId, excluded }) => excluded.map((one) => [taskId, one] as const))
  return [...failed, ...some(tasks.keys()).map((taskId) => [taskId, node] as const), [UNKNOWN_ID, node]]
}

function buyerQuestions(state: MarketState): Question[] {
  const buyers = new Set([...Array.from(state.tasks.values(), ({ buyer }) => buyer), UNKNOWN_ACCOUNT])
  return [
    ...listQuestions(market, 'getTasksByBuyer', buyers, (one, page) => getTasksByBuyer(state, one, page)),
    questionOfEach(market, 'buyerTaskCount', buyers, (one) => getBuyerTaskCount(state, one)),
    question(market, 'computeTaskId', buyers, (one) => {
      return { args: [one, UNKNOWN_ID], expected: taskIdOf(state.deployment, one, UNKNOWN_ID) }
    }),
  ]
}

/** A node's tasks are found by walking through all: for some nodes the chain is asked. */
function providerQuestions(state: MarketState): Question[] {
  const nodes = [...some(state.nodes.keys()), UNKNOWN_ID]
  return listQuestions(market, 'getTasksByProvider', nodes, (id, page) => getTasksByProvider(state, id, page))
}

function typeQuestions(state: MarketState): Question[] {
  const types = Object.values(ResourceType)
  const costs = types.flatMap((resourceType) =>
    [0n, 1n, 10n ** 18n, 2n ** 90n + 7n].map((requiredPower) => ({ resourceType, requiredPower, duration: 3_601n })),
  )
  return [
    ...listQuestions(market, 'getOpenTasks', types, (type, page) => getOpenTasks(state, type, page)),
    questionOfEach(market, 'taskCount', types, (type) => getTaskCount(state, type)),
    question(market, 'estimateTaskCost', costs, (task) => {
      return { args: [task.resourceType, task.requiredPower, task.duration], expected: estimateTaskCost(state, task) }
    }),
  ]
}

/** Of some open tasks, those that are in their last second, and one that is not open: the chain asks every node of the type. */
function matchQuestions(state: MarketState, time: number): Question[] {
  const open = [...state.tasks.values()].filter(({ status }) => status === TaskStatus.Open).slice(-40)
  const [first] = state.tasks.keys()
  const last = [...state.tasks.values()].filter(({ openUntil }) => openUntil === time).slice(0, 6)
  const ids = [...[...some(open, 6), ...last].map(({ taskId }) => taskId), ...(first ? [first] : []), UNKNOWN_ID]
  return listQuestions(market, 'matchTask', ids, (id, page) => matchTask(state, id, time, page))
}

function bidQuestions(state: MarketState): Question[] {
  const auctions = new Set([...state.auctions.keys(), ...some(state.tasks.keys()), UNKNOWN_ID])
  const bids = [...state.auctions.values()].flatMap(({ taskId, rounds }) =>
    rounds.flatMap((bids, i) => Array.from(bids.keys(), (nodeId) => [taskId, BigInt(i + 1), nodeId] as const)),
  )
  const asked = [...bids, ...some(bids).flatMap(neighboursOf), [UNKNOWN_ID, 1n, UNKNOWN_ID] as const]
  const bid = { taskId: UNKNOWN_ID, nodeId: UNKNOWN_ID, owner: UNKNOWN_ACCOUNT, pricePerHour: 7n, salt: UNKNOWN_ID }
  return [
    questionOfEach(market, 'getAuction', auctions, (id) => getAuction(state, id)),
    question(market, 'getBid', asked, (args) => ({ args, expected: getBid(state, ...args) })),
    question(market, 'computeCommitment', [bid], ({ taskId, nodeId, owner, pricePerHour, salt }) => {
      return { args: [taskId, nodeId, owner, pricePerHour, salt], expected: commitmentOf(state.deployment, bid) }
    }),
  ]
}

type BidPlace = readonly [taskId: `0x${string}`, round: bigint, nodeId: `0x${string}`]

/** Where there is no bid, or another one: rounds before and after, and a node that nobody has registered. */
function neighboursOf([taskId, round, nodeId]: BidPlace): BidPlace[] {
  return [
    [taskId, 0n, nodeId],
    [taskId, round + 1n, nodeId],
    [taskId, 2n ** 256n - 1n, nodeId],
    [taskId, round, UNKNOWN_ID],
  ]
}
