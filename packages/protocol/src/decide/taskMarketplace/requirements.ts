import { AssignmentMode, parameters, ResourceType } from '@aiigo/core'
import { type Hex, NO_ID } from '../../hex.ts'
import { byteLength } from '../byteLength.ts'
import { refuse } from '../transaction.ts'
import { isTooLong, MAX_URI_LENGTH } from './shared.ts'

// What a new task has to be, whoever posts it.

const { minDuration, maxDuration } = parameters

/** What the contract packs a price into: uint88. */
export const MAX_PRICE = 2n ** 88n - 1n

const MAX_POWER = 2n ** 104n - 1n
export const MAX_TRUST_LEVEL = 4

export type TaskAsked = {
  requiredPower: bigint
  duration: bigint
  maxPrice: bigint
  minTrustLevel: number
  specificationURI: string
}

export function requireTask(task: TaskAsked): void {
  const { requiredPower, duration, maxPrice, minTrustLevel, specificationURI } = task
  if (duration < minDuration || duration > maxDuration)
    refuse('TaskMarketplace_DurationOutOfRange', { duration, minimum: minDuration, maximum: maxDuration })
  if (maxPrice === 0n || maxPrice > MAX_PRICE)
    refuse('TaskMarketplace_PriceOutOfRange', { maxPrice, maximum: MAX_PRICE })
  if (requiredPower > MAX_POWER) refuse('TaskMarketplace_PowerOutOfRange', { requiredPower, maximum: MAX_POWER })
  if (minTrustLevel > MAX_TRUST_LEVEL)
    refuse('TaskMarketplace_TrustLevelOutOfRange', { minTrustLevel, maximum: MAX_TRUST_LEVEL })
  if (specificationURI === '' || isTooLong(specificationURI)) refuseUri(specificationURI)
}

export function refuseUri(uri: string): never {
  refuse('TaskMarketplace_InvalidUri', { length: BigInt(byteLength(uri)), maximum: BigInt(MAX_URI_LENGTH) })
}

/** Exactly the cost: what a buyer paid too much would belong to nobody. */
export function requirePayment(cost: bigint, smallest: bigint, paid: bigint, required: bigint): void {
  if (cost < smallest) refuse('TaskMarketplace_TaskTooSmall', { cost, minimum: smallest })
  if (paid !== required) refuse('TaskMarketplace_WrongPayment', { paid, required })
}

export function requireDirectNode(mode: number, directNode: Hex): void {
  if ((mode === AssignmentMode.Direct) !== (directNode !== NO_ID))
    refuse('TaskMarketplace_InvalidDirectNode', { mode, directNode })
}

/** Solidity reverts where it reads a number that the enum does not have. */
export function requireResourceType(resourceType: number): void {
  if (resourceType > ResourceType.IoT) refuse('Reverted', {})
}

export function requireMode(mode: number): void {
  if (mode > AssignmentMode.Direct) refuse('Reverted', {})
}
