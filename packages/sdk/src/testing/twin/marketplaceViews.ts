import { parameters, taskCostUp } from '@aiigo/core'
import * as protocol from '@aiigo/protocol'
import type { Address, Hex } from 'viem'
import {
  knownNode,
  knownTask,
  type OfNode,
  type OfTask,
  type OfType,
  pageOf,
  ViewRefusal,
  type Views,
} from './sight.ts'

type OfBuyer = Partial<protocol.Page> & { buyer: Address }

/** What TaskMarketplace answers. */
export const marketplaceViews: Views = {
  parameters: ({ market }) => protocol.getTaskMarketplaceParameters(market.state),
  arbitrator: ({ market }) => market.state.arbitrator,
  priceOracle: ({ market }) => market.state.priceOracle,
  nodeRegistry: ({ world }) => world.deployment.contracts.nodeRegistry,
  escrowManager: ({ world }) => world.deployment.contracts.escrowManager,
  powVerifier: ({ world }) => world.deployment.contracts.proofOfWorkVerifier,
  referencePrice: ({ market }, { resourceType }: OfType) => protocol.getReferencePrice(market.state, resourceType),
  getTask: ({ market }, args: OfTask) => knownTask(protocol.getTask(market.state, args.taskId), args),
  getTaskDetails: ({ market }, args: OfTask) => knownTask(protocol.getTaskDetails(market.state, args.taskId), args),
  taskCount: ({ market }, { resourceType }: OfType) => protocol.getTaskCount(market.state, resourceType),
  buyerTaskCount: ({ market }, { buyer }: OfBuyer) => protocol.getBuyerTaskCount(market.state, buyer),
  getOpenTasks: ({ market }, args: OfType) => protocol.getOpenTasks(market.state, args.resourceType, pageOf(args)),
  getTasksByBuyer: ({ market }, args: OfBuyer) => protocol.getTasksByBuyer(market.state, args.buyer, pageOf(args)),
  getTasksByProvider: ({ market }, args: OfNode & Partial<protocol.Page>) => {
    knownNode(market.state.nodes.get(args.nodeId), args)
    return protocol.getTasksByProvider(market.state, args.nodeId, pageOf(args))
  },
  matchTask: ({ market, time }, args: OfTask & Partial<protocol.Page>) =>
    knownTask(protocol.matchTask(market.state, args.taskId, time, pageOf(args)), args),
  isExcluded: ({ market }, { taskId, nodeId }: OfTask & OfNode) => protocol.isExcluded(market.state, taskId, nodeId),
  computeTaskId: ({ market }, { buyer, salt }: { buyer: Address; salt: Hex }) =>
    protocol.taskIdOf(market.state.deployment, buyer, salt),
  computeCommitment: ({ market }, bid: Parameters<typeof protocol.commitmentOf>[1]) =>
    protocol.commitmentOf(market.state.deployment, bid),
  disputeBond: ({ market }, args: OfTask) => knownTask(protocol.getDisputeBond(market.state, args.taskId), args),
  taskCost: (_sight, { maxPrice, duration }: { maxPrice: bigint; duration: bigint }) => taskCostUp(maxPrice, duration),
  estimateTaskCost: ({ market }, task: Estimated) => protocol.estimateTaskCost(market.state, checked(task)),
  getAuction: ({ market }, args: OfTask) => knownTask(protocol.getAuction(market.state, args.taskId), args),
  getBid: ({ market }, { taskId, round, nodeId }: OfTask & OfNode & { round: bigint }) =>
    protocol.getBid(market.state, taskId, round, nodeId),
}

type Estimated = Parameters<typeof protocol.estimateTaskCost>[1]

const MAX_POWER = 2n ** 104n - 1n

/** As the contract checks what it is to estimate. */
function checked(task: Estimated): Estimated {
  const { duration, requiredPower } = task
  const { minDuration: minimum, maxDuration: maximum } = parameters
  if (duration < minimum || duration > maximum)
    throw new ViewRefusal('TaskMarketplace_DurationOutOfRange', { duration, minimum, maximum })
  if (requiredPower > MAX_POWER)
    throw new ViewRefusal('TaskMarketplace_PowerOutOfRange', { requiredPower, maximum: MAX_POWER })
  return task
}
