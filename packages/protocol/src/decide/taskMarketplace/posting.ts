import { AssignmentMode } from '@aiigo/core'
import type { CommandArgs } from '../../generated/commands.ts'
import { type Address, ETH, type Hex } from '../../hex.ts'
import { countedSaltOf, taskIdOf } from '../../ids.ts'
import { requireNotPaused } from '../access.ts'
import { asLogged } from '../byteLength.ts'
import { deposit, depositToken } from '../escrowManager.ts'
import { taskCostUp } from '../money.ts'
import { refuse, type Transaction } from '../transaction.ts'
import { effectiveTrustLevel } from './pricing.ts'
import {
  MAX_TRUST_LEVEL,
  requireDirectNode,
  requireMode,
  requirePayment,
  requireResourceType,
  requireTask,
  type TaskAsked,
} from './requirements.ts'

type Args = CommandArgs['taskMarketplace']

export function createTask(tx: Transaction, args: Args['createTask'], sender: Address, value: bigint): void {
  const { parameters, taskCounts, deployment } = tx.state
  requireResourceType(args.resourceType)
  requireNotPaused(tx, 'taskMarketplace')
  requireTask(args)
  const cost = taskCostUp(args.maxPrice, args.duration)
  requirePayment(cost, parameters.smallestTaskEth, value, cost)
  const level = effectiveTrustLevel(tx, args.minTrustLevel, ETH, cost)
  const taskId = newTaskId(tx, sender, countedSaltOf(taskCounts.get(sender) ?? 0))
  emitTask(tx, taskId, sender, args, cost, level, parameters.attempts)
  deposit(tx, { taskId, buyer: sender }, deployment.taskMarketplace, cost)
}

/** Its enums are read, and so refused, only where the contract comes to them: the form is not decoded beforehand. */
export function postTask(tx: Transaction, { request }: Args['postTask'], sender: Address, value: bigint): void {
  requireNotPaused(tx, 'taskMarketplace')
  requireTask(request)
  requireMode(request.mode)
  requireDirectNode(request.mode, request.directNode)
  const cost = requestCost(tx, request, value)
  requireResourceType(request.resourceType)
  const taskId = newTaskId(tx, sender, request.salt)
  emitRequest(tx, taskId, sender, request, cost)
  const { mode, currency, directNode, salt } = request
  tx.emit('taskMarketplace', 'TaskTermsSet', { taskId, mode, currency, directNode, salt })
  depositCost(tx, taskId, sender, currency, cost)
}

/** Whether the signature is good for anything does not matter: the allowance counts, which is taken for granted. */
export function postTaskWithPermit(
  tx: Transaction,
  { request }: Args['postTaskWithPermit'],
  sender: Address,
  value: bigint,
): void {
  postTask(tx, { request }, sender, value)
}

type Request = Args['postTask']['request']

function requestCost({ state }: Transaction, request: Request, value: bigint): bigint {
  const { smallestTaskUsdc, smallestTaskEth } = state.parameters
  const cost = taskCostUp(request.maxPrice, request.duration)
  const inToken = request.currency !== ETH
  requirePayment(cost, inToken ? smallestTaskUsdc : smallestTaskEth, value, inToken ? 0n : cost)
  return cost
}

/** A task that nobody else may take has one attempt, and its node the highest trust level. */
function emitRequest(tx: Transaction, taskId: Hex, buyer: Address, request: Request, cost: bigint): void {
  const isDirect = request.mode === AssignmentMode.Direct
  const level = isDirect ? MAX_TRUST_LEVEL : effectiveTrustLevel(tx, request.minTrustLevel, request.currency, cost)
  emitTask(tx, taskId, buyer, request, cost, level, isDirect ? 1n : tx.state.parameters.attempts)
}

function depositCost(tx: Transaction, taskId: Hex, buyer: Address, currency: Address, cost: bigint): void {
  const { taskMarketplace } = tx.state.deployment
  if (currency === ETH) deposit(tx, { taskId, buyer }, taskMarketplace, cost)
  else depositToken(tx, { taskId, buyer, currency, amount: cost }, taskMarketplace)
}

function newTaskId({ state }: Transaction, buyer: Address, salt: Hex): Hex {
  const taskId = taskIdOf(state.deployment, buyer, salt)
  if (state.tasks.has(taskId)) refuse('TaskMarketplace_TaskExists', { taskId })
  return taskId
}

function emitTask(
  tx: Transaction,
  taskId: Hex,
  buyer: Address,
  asked: TaskAsked & { resourceType: number },
  escrowAmount: bigint,
  minTrustLevel: number,
  attempts: bigint,
): void {
  const { resourceType, maxPrice, requiredPower, duration, specificationURI } = asked
  const { reviewWindow, openWindow } = tx.state.parameters
  tx.emit('taskMarketplace', 'TaskCreated', { taskId, buyer, resourceType, maxPrice })
  tx.emit('taskMarketplace', 'TaskSpecified', {
    taskId,
    requiredPower,
    duration,
    escrowAmount,
    minTrustLevel,
    attempts,
    reviewWindow,
    openUntil: BigInt(tx.context.time) + openWindow,
    specificationURI: asLogged(specificationURI),
  })
}
