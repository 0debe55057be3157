import type { Deployment } from '@aiigo/clients'
import type { EventContract, MarketState, NodeState, TaskState } from '@aiigo/protocol'
import { freshPower, trustLevelOf } from '@aiigo/protocol'
import { type Abi, type AbiFunction, decodeFunctionResult, encodeFunctionData, type Hex } from 'viem'
import type { Audit } from '../ledger.ts'
import { abis } from './encode.ts'
import type { Rpc } from './rpc.ts'

const ETH = '0x0000000000000000000000000000000000000000'
const ZERO_ID = `0x${'00'.repeat(32)}`

/**
 * Compares the chain with the state that its events made: every balance to the last wei, and every node and task with
 * what the contracts' views say of them.
 */
export async function audit(rpc: Rpc, deployment: Deployment, state: MarketState): Promise<Audit> {
  const chain = createReader(rpc, deployment)
  const { timestamp } = await rpc.call<{ timestamp: Hex }>('eth_getBlockByNumber', 'latest', false)
  const balances = await auditBalances(chain, state)
  const nodes = [...state.nodes.values()]
  const tasks = [...state.tasks.values()]
  const nodeViews = await chain.views(
    'nodeRegistry',
    'getNodeDetails',
    nodes.map((node) => [node.nodeId]),
  )
  const taskViews = await chain.views(
    'taskMarketplace',
    'getTaskDetails',
    tasks.map((task) => [task.taskId]),
  )
  return {
    checks: balances,
    compared: { nodes: nodes.length, tasks: tasks.length },
    differences: [
      ...nodes.flatMap((node, i) =>
        differences(node.nodeId, nodeFields(state, node, Number(timestamp)), nodeViews[i]!),
      ),
      ...tasks.flatMap((task, i) => differences(task.taskId, taskFields(state, task), taskViews[i]!)),
    ],
  }
}

type View = Readonly<Record<string, unknown>>

function createReader(rpc: Rpc, { contracts }: Deployment) {
  /** One view for many lists of arguments. */
  async function views<T = View>(contract: EventContract, name: string, calls: readonly (readonly unknown[])[]) {
    const item = (abis[contract] as Abi).find((one) => one.type === 'function' && one.name === name) as AbiFunction
    const requests = calls.map((args) => {
      const data = encodeFunctionData({ abi: [item], args })
      return { method: 'eth_call', params: [{ to: contracts[contract], data }, 'latest'] }
    })
    const answers = await rpc.all<Hex>(requests, READ_BATCH)
    return answers.map((data) => decodeFunctionResult({ abi: [item], data }) as T)
  }
  return {
    views,
    balance: async (contract: EventContract) =>
      BigInt(await rpc.call<Hex>('eth_getBalance', contracts[contract], 'latest')),
    credits: async (contract: EventContract, accounts: Iterable<string>) =>
      sum(
        await views<bigint>(
          contract,
          'creditOf',
          [...accounts].map((account) => [ETH, account]),
        ),
      ),
  }
}

/** Reads may come in any order, so that their batches need not be small. */
const READ_BATCH = 256

type Reader = ReturnType<typeof createReader>

async function auditBalances(chain: Reader, state: MarketState): Promise<Audit['checks']> {
  const held = sum([...state.escrows.values()].filter((one) => one.status === 'held').map((one) => one.amount))
  const credits = state.credits.get(ETH) ?? new Map<Hex, bigint>()
  const owed = sum(credits.values())
  const fees = state.fees.get(ETH) ?? 0n
  const stakes = sum([...state.nodes.values()].map((node) => node.stakedAmount + node.insuranceBond))
  const stakesOwed = sum(state.registryCredits.values())
  const [escrowFees = -1n] = await chain.views<bigint>('escrowManager', 'accruedFees', [[ETH]])
  const [registryFees = -1n] = await chain.views<bigint>('nodeRegistry', 'accruedFees', [[ETH]])
  const rows: [string, bigint, bigint][] = [
    ['escrow manager: balance = held + fees + credits', held + fees + owed, await chain.balance('escrowManager')],
    ['escrow manager: fees not swept', fees, escrowFees],
    ['escrow manager: credits', owed, await chain.credits('escrowManager', credits.keys())],
    [
      'node registry: balance = stakes + bonds + accrued + credits',
      stakes + state.accrued + stakesOwed,
      await chain.balance('nodeRegistry'),
    ],
    ['node registry: accrued, not swept', state.accrued, registryFees],
    ['node registry: credits', stakesOwed, await chain.credits('nodeRegistry', state.registryCredits.keys())],
    ['task marketplace: holds nothing', 0n, await chain.balance('taskMarketplace')],
    ['proof-of-work verifier: holds nothing', 0n, await chain.balance('proofOfWorkVerifier')],
  ]
  return rows.map(([name, expected, actual]) => ({ name, expected, actual }))
}

function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n
  for (const amount of amounts) total += amount
  return total
}

/** What the state says, in the names of `NodeDetails`. */
function nodeFields(state: MarketState, node: NodeState, time: number): View {
  return {
    nodeId: node.nodeId,
    owner: node.owner,
    ownerNonce: node.ownerNonce,
    status: node.status,
    resourceType: node.resourceType,
    tier: node.tier,
    trustLevel: trustLevelOf(state, node),
    underReview: node.underReview,
    challengeOpen: node.openChallenge !== undefined,
    hasPartnerSLA: node.hasPartnerSLA,
    insuranceBond: node.insuranceBond,
    reputation: node.reputation,
    computePower: freshPower(state, node, time),
    provenPower: node.computePower,
    provenAt: node.provenAt,
    reservedPower: node.reservedPower,
    openTasks: node.openTasks,
    stakedAmount: node.stakedAmount,
    totalTasksCompleted: node.totalTasksCompleted,
    totalTasksFailed: node.totalTasksFailed,
    challengesPassed: node.challengesPassed,
    totalEarnings: node.totalEarnings,
    registeredAt: node.registeredAt,
    lastActiveAt: node.lastActiveAt,
    withdrawableFrom: node.withdrawableFrom,
  }
}

/** What the state says, in the names of `TaskDetails`. */
function taskFields(state: MarketState, task: TaskState): View {
  return {
    taskId: task.taskId,
    buyer: task.buyer,
    assignedNode: task.nodeId ?? ZERO_ID,
    provider: (task.nodeId && state.nodes.get(task.nodeId)?.owner) ?? ETH,
    resourceType: task.resourceType,
    requiredPower: task.requiredPower,
    duration: task.duration,
    maxPrice: task.maxPrice,
    escrowAmount: task.escrowAmount,
    minTrustLevel: task.minTrustLevel,
    status: task.status,
    failedAttempts: task.failedAttempts,
    attempts: task.attempts,
    createdAt: task.createdAt,
    openUntil: task.openUntil,
    startedAt: task.startedAt,
    deadline: task.deadline,
    completedAt: task.completedAt,
    reviewUntil: task.reviewUntil,
  }
}

/** The fields in which the two differ, as texts; integers are the same whether they are numbers or bigints. */
function differences(id: Hex, expected: View, seen: View): string[] {
  return Object.keys(expected)
    .filter((field) => String(expected[field]) !== String(seen[field]))
    .map((field) => `${id} ${field}: the events say ${expected[field]}, the contract ${seen[field]}`)
}
