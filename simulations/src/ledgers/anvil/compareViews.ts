import { ResourceType } from '@aiigo/core'
import {
  type EventContract,
  getActiveNodes,
  getAuction,
  getBid,
  getDisputeBond,
  getEscrow,
  getEscrowDetails,
  getNode,
  getNodeCount,
  getNodeDetails,
  getNodesByOwner,
  getOpenTasks,
  getOwner,
  getPausedUntil,
  getPendingDefaultAdmin,
  getRoleMembers,
  getTask,
  getTaskCount,
  getTaskDetails,
  getTasksByBuyer,
  getTasksByProvider,
  isBanned,
  isCurrencyAccepted,
  isExcluded,
  type MarketState,
} from '@aiigo/protocol'
import type { Reader } from './reader.ts'

/** A view of a contract, and for each list of arguments what the state says that it answers. */
type Question = {
  contract: EventContract
  view: string
  asked: readonly { args: readonly unknown[]; expected: unknown }[]
}

/** A node's tasks are found by walking through all: for so many nodes the chain is asked. */
const NODES_ASKED_FOR_TASKS = 8

/** Where the contracts' views answer something else than the state that their events made; a line each. */
export async function compareViews(chain: Reader, state: MarketState, time: number): Promise<string[]> {
  const differences: string[] = []
  const questions = [
    ...nodeQuestions(state, time),
    ...taskQuestions(state),
    ...bidQuestions(state),
    ...otherQuestions(state),
    ...governedContracts.flatMap((contract) => accessQuestions(state, contract)),
  ]
  for (const { contract, view, asked } of questions) {
    const answers = await chain.views(
      contract,
      view,
      asked.map(({ args }) => args),
    )
    for (const [i, { args, expected }] of asked.entries()) {
      differences.push(...differencesOf(`${args.join(' ')} ${view}`, expected, answers[i]))
    }
  }
  return differences
}

function question<item>(
  contract: EventContract,
  view: string,
  items: Iterable<item>,
  ask: (item: item) => { args: readonly unknown[]; expected: unknown },
): Question {
  return { contract, view, asked: Array.from(items, ask) }
}

function nodeQuestions(state: MarketState, time: number): Question[] {
  const ids = [...state.nodes.keys()]
  const owners = new Set(Array.from(state.nodes.values(), ({ owner }) => owner))
  const types = Object.values(ResourceType)
  const registry = 'nodeRegistry'
  return [
    question(registry, 'getNode', ids, (id) => ({ args: [id], expected: getNode(state, id, time) })),
    question(registry, 'getNodeDetails', ids, (id) => ({ args: [id], expected: getNodeDetails(state, id, time) })),
    question(registry, 'getNodesByOwner', owners, (one) => ({ args: [one], expected: getNodesByOwner(state, one) })),
    question(registry, 'isBanned', owners, (one) => ({ args: [one], expected: isBanned(state, one) })),
    question(registry, 'getActiveNodes', types, (type) => ({ args: [type], expected: getActiveNodes(state, type) })),
    question(registry, 'nodeCount', types, (type) => ({ args: [type], expected: getNodeCount(state, type) })),
  ]
}

function taskQuestions(state: MarketState): Question[] {
  const ids = [...state.tasks.keys()]
  const buyers = new Set(Array.from(state.tasks.values(), ({ buyer }) => buyer))
  const step = Math.ceil(state.nodes.size / NODES_ASKED_FOR_TASKS)
  const nodes = [...state.nodes.keys()].filter((_, i) => i % step === 0)
  const failed = [...state.tasks.values()].flatMap((task) =>
    task.excluded.map((nodeId) => [task.taskId, nodeId] as const),
  )
  const types = Object.values(ResourceType)
  const market = 'taskMarketplace'
  return [
    question(market, 'getTask', ids, (id) => ({ args: [id], expected: getTask(state, id) })),
    question(market, 'getTaskDetails', ids, (id) => ({ args: [id], expected: getTaskDetails(state, id) })),
    question(market, 'disputeBond', ids, (id) => ({ args: [id], expected: getDisputeBond(state, id) })),
    question(market, 'getTasksByBuyer', buyers, (one) => ({ args: [one], expected: getTasksByBuyer(state, one) })),
    question(market, 'getTasksByProvider', nodes, (id) => ({ args: [id], expected: getTasksByProvider(state, id) })),
    question(market, 'isExcluded', failed, (args) => ({ args, expected: isExcluded(state, ...args) })),
    question(market, 'getOpenTasks', types, (type) => ({ args: [type], expected: getOpenTasks(state, type) })),
    question(market, 'taskCount', types, (type) => ({ args: [type], expected: getTaskCount(state, type) })),
    question('escrowManager', 'getEscrow', ids, (id) => ({ args: [id], expected: getEscrow(state, id) })),
    question('escrowManager', 'getEscrowDetails', ids, (id) => ({ args: [id], expected: getEscrowDetails(state, id) })),
  ]
}

function bidQuestions(state: MarketState): Question[] {
  const auctions = [...state.auctions.values()]
  const bids = auctions.flatMap(({ taskId, rounds }) =>
    rounds.flatMap((bids, i) => Array.from(bids.keys(), (nodeId) => [taskId, BigInt(i + 1), nodeId] as const)),
  )
  const market = 'taskMarketplace'
  return [
    question(market, 'getAuction', auctions, ({ taskId }) => ({ args: [taskId], expected: getAuction(state, taskId) })),
    question(market, 'getBid', bids, (args) => ({ args, expected: getBid(state, ...args) })),
  ]
}

function otherQuestions(state: MarketState): Question[] {
  const market = 'taskMarketplace'
  const { nodeRegistry, escrowManager } = state.treasuries
  const types = Object.values(ResourceType)
  return [
    question('escrowManager', 'isCurrencyAccepted', state.currencies, (currency) => ({
      args: [currency],
      expected: isCurrencyAccepted(state, currency),
    })),
    question('escrowManager', 'treasury', [[]], (args) => ({ args, expected: escrowManager })),
    question('nodeRegistry', 'treasury', [[]], (args) => ({ args, expected: nodeRegistry })),
    question(market, 'arbitrator', [[]], (args) => ({ args, expected: state.arbitrator })),
    question(market, 'priceOracle', [[]], (args) => ({ args, expected: state.priceOracle })),
    question(market, 'referencePrice', types, (type) => ({ args: [type], expected: state.referencePrices[type] })),
  ]
}

const governedContracts = ['nodeRegistry', 'proofOfWorkVerifier', 'escrowManager', 'taskMarketplace'] as const

function accessQuestions(state: MarketState, contract: EventContract): Question[] {
  const holders = [...state.access[contract].roles].flatMap(([role, accounts]) =>
    Array.from(accounts, (account) => [role, account] as const),
  )
  return [
    question(contract, 'owner', [[]], (args) => ({ args, expected: getOwner(state, contract) })),
    question(contract, 'pendingDefaultAdmin', [[]], (args) => ({
      args,
      expected: getPendingDefaultAdmin(state, contract),
    })),
    question(contract, 'pausedUntil', [[]], (args) => ({ args, expected: getPausedUntil(state, contract) })),
    question(contract, 'hasRole', holders, (args) => ({ args, expected: true })),
    question(contract, 'getRoleMembers', state.access[contract].roles.keys(), (role) => ({
      args: [role],
      expected: getRoleMembers(state, contract, role),
    })),
  ]
}

type Struct = Readonly<Record<string, unknown>>

/** The fields in which two answers differ, as texts; one that only one of them has is a difference too. */
function differencesOf(what: string, expected: unknown, seen: unknown): string[] {
  if (!isStruct(expected) || !isStruct(seen)) {
    return isSame(expected, seen) ? [] : [`${what}: the events say ${expected}, the contract ${seen}`]
  }
  return [...new Set([...Object.keys(expected), ...Object.keys(seen)])]
    .filter((field) => !isSame(expected[field], seen[field]))
    .map((field) => `${what} ${field}: the events say ${expected[field]}, the contract ${seen[field]}`)
}

function isStruct(value: unknown): value is Struct {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Lists are the same when their texts are: they are of ids. */
function isSame(a: unknown, b: unknown): boolean {
  return Array.isArray(a) && Array.isArray(b) ? a.join() === b.join() : a === b
}
