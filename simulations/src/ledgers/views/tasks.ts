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
import { pages, type Question, question, some, UNKNOWN_ACCOUNT, UNKNOWN_ID } from './question.ts'

const market = 'taskMarketplace'

/** What the marketplace tells of tasks, bids, buyers and providers at `time` (Unix seconds). */
export function taskQuestions(state: MarketState, time: number): Question[] {
  const ids = [...state.tasks.keys(), UNKNOWN_ID]
  return [
    question(market, 'getTask', ids, (id) => ({ args: [id], expected: getTask(state, id) })),
    question(market, 'getTaskDetails', ids, (id) => ({ args: [id], expected: getTaskDetails(state, id) })),
    question(market, 'disputeBond', ids, (id) => ({ args: [id], expected: getDisputeBond(state, id) })),
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
  const parts = some(buyers).flatMap((buyer) => pages.map((page) => ({ buyer, page })))
  return [
    question(market, 'getTasksByBuyer', buyers, (one) => ({ args: [one], expected: getTasksByBuyer(state, one) })),
    question(market, 'getTasksByBuyer', parts, ({ buyer, page }) => {
      return { args: [buyer, page.offset, page.limit], expected: getTasksByBuyer(state, buyer, page) }
    }),
    question(market, 'buyerTaskCount', buyers, (one) => ({ args: [one], expected: getBuyerTaskCount(state, one) })),
    question(market, 'computeTaskId', buyers, (one) => {
      return { args: [one, UNKNOWN_ID], expected: taskIdOf(state.deployment, one, UNKNOWN_ID) }
    }),
  ]
}

/** A node's tasks are found by walking through all: for some nodes the chain is asked. */
function providerQuestions(state: MarketState): Question[] {
  const nodes = some(state.nodes.keys())
  const parts = some(nodes, 4).flatMap((id) => pages.map((page) => ({ id, page })))
  return [
    question(market, 'getTasksByProvider', nodes, (id) => ({ args: [id], expected: getTasksByProvider(state, id) })),
    question(market, 'getTasksByProvider', parts, ({ id, page }) => {
      return { args: [id, page.offset, page.limit], expected: getTasksByProvider(state, id, page) }
    }),
  ]
}

function typeQuestions(state: MarketState): Question[] {
  const types = Object.values(ResourceType)
  const parts = types.flatMap((type) => pages.map((page) => ({ type, page })))
  const costs = types.flatMap((resourceType) =>
    [0n, 1n, 10n ** 18n, 2n ** 90n + 7n].map((requiredPower) => ({ resourceType, requiredPower, duration: 3_601n })),
  )
  return [
    question(market, 'getOpenTasks', types, (type) => ({ args: [type], expected: getOpenTasks(state, type) })),
    question(market, 'getOpenTasks', parts, ({ type, page }) => {
      return { args: [type, page.offset, page.limit], expected: getOpenTasks(state, type, page) }
    }),
    question(market, 'taskCount', types, (type) => ({ args: [type], expected: getTaskCount(state, type) })),
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
  const parts = ids.slice(0, 3).flatMap((id) => pages.map((page) => ({ id, page })))
  return [
    question(market, 'matchTask', ids, (id) => ({ args: [id], expected: matchTask(state, id, time) })),
    question(market, 'matchTask', parts, ({ id, page }) => {
      return { args: [id, page.offset, page.limit], expected: matchTask(state, id, time, page) }
    }),
  ]
}

function bidQuestions(state: MarketState): Question[] {
  const auctions = [...state.auctions.keys(), UNKNOWN_ID]
  const bids = [...state.auctions.values()].flatMap(({ taskId, rounds }) =>
    rounds.flatMap((bids, i) => Array.from(bids.keys(), (nodeId) => [taskId, BigInt(i + 1), nodeId] as const)),
  )
  const asked = [...bids, [UNKNOWN_ID, 1n, UNKNOWN_ID] as const]
  const bid = { taskId: UNKNOWN_ID, nodeId: UNKNOWN_ID, owner: UNKNOWN_ACCOUNT, pricePerHour: 7n, salt: UNKNOWN_ID }
  return [
    question(market, 'getAuction', auctions, (id) => ({ args: [id], expected: getAuction(state, id) })),
    question(market, 'getBid', asked, (args) => ({ args, expected: getBid(state, ...args) })),
    question(market, 'computeCommitment', [bid], ({ taskId, nodeId, owner, pricePerHour, salt }) => {
      return { args: [taskId, nodeId, owner, pricePerHour, salt], expected: commitmentOf(state.deployment, bid) }
    }),
  ]
}
