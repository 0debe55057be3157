import { InvalidArgumentError, type ResourceType } from '@aiigo/core'
import { checkCandidates } from './checkCandidates.ts'
import { amount, integer } from './checks.ts'
import type { Candidate, Tier } from './types.ts'

/** Community first, then cloud, then the platform's own. */
const preference: readonly Tier[] = [3, 2, 1]

/** The share of the work that each tier should carry, in basis points: community 50 %, cloud 30 %, owned 20 %. */
export const tierShares: Readonly<Record<Tier, number>> = Object.freeze({ 1: 2_000, 2: 3_000, 3: 5_000 })

/** What each tier carries now, in one unit: power reserved, tasks, or hours. */
export type TierLoads = Readonly<Record<Tier, bigint>>

/**
 * The order in which the tiers are to be asked, for `rank`'s `tierOrder`.
 *
 * Tiers that carry less than their share of the whole load come first, then those that have reached it; within both
 * groups community comes before cloud before owned. So the community gets the first task of an empty market, work moves
 * on when it carries half of everything, and the loads stay within a task of 50 / 30 / 20 while each tier has room. A
 * tier is never left out: one beyond its share takes what the others cannot. An SLA of 99.99 % needs no rule here,
 * since only tier 1 offers it (`sla` in {@link criteria}); what it carries of that counts towards its share.
 *
 * @param loads what each tier carries now, see {@link tierLoads}
 * @param shares in basis points, adding up to 10,000
 * @throws InvalidArgumentError when a load or a share is not what it should be
 * @example
 * orderTiers({ 1: 0n, 2: 0n, 3: 0n }) // [3, 2, 1]
 * orderTiers({ 1: 10n, 2: 30n, 3: 60n }) // [1, 3, 2]: owned is below 20 %, cloud has its 30 %, community is above 50 %
 */
export function orderTiers(loads: TierLoads, shares: Readonly<Record<Tier, number>> = tierShares): Tier[] {
  checkLoads(loads)
  checkShares(shares)
  const total = loads[1] + loads[2] + loads[3]
  const isBelowShare = (tier: Tier) => loads[tier] * 10_000n < total * BigInt(shares[tier])
  return [...preference.filter(isBelowShare), ...preference.filter((tier) => !isBelowShare(tier))]
}

/**
 * The power that each tier's open tasks hold among the candidates of a resource type, in 1e-18 TFLOPS.
 * One type at a time: a GPU's teraflops and a sensor's are not one capacity.
 *
 * @throws InvalidArgumentError naming the candidate and the field
 * @example
 * rank(request, candidates, { tierOrder: orderTiers(tierLoads(candidates, request.resourceType)) })
 */
export function tierLoads(candidates: readonly Candidate[], resourceType: ResourceType): Record<Tier, bigint> {
  checkCandidates(candidates)
  const { expected, holds } = integer(0, 4)
  if (!holds(resourceType)) throw new InvalidArgumentError('resourceType', expected, resourceType)
  const loads: Record<Tier, bigint> = { 1: 0n, 2: 0n, 3: 0n }
  for (const candidate of candidates) {
    if (candidate.resourceType === resourceType) loads[candidate.tier] += candidate.powerReserved
  }
  return loads
}

/** The place of each tier in the order, `[unused, place of 1, of 2, of 3]`; all the same when there is no order. */
export function tierPlaces(order: readonly Tier[] | undefined): readonly number[] {
  if (order === undefined) return [0, 0, 0, 0]
  if (!(Array.isArray(order) && order.length === 3 && preference.every((tier) => order.includes(tier)))) {
    throw new InvalidArgumentError('tierOrder', 'the tiers 1, 2 and 3, each once', order)
  }
  return [0, order.indexOf(1), order.indexOf(2), order.indexOf(3)]
}

function checkLoads(loads: TierLoads): void {
  for (const tier of preference) {
    if (!amount.holds(loads?.[tier])) throw new InvalidArgumentError(`loads[${tier}]`, amount.expected, loads?.[tier])
  }
}

function checkShares(shares: Readonly<Record<Tier, number>>): void {
  const { expected, holds } = integer(0, 10_000)
  for (const tier of preference) {
    if (!holds(shares?.[tier])) throw new InvalidArgumentError(`shares[${tier}]`, expected, shares?.[tier])
  }
  const sum = shares[1] + shares[2] + shares[3]
  if (sum !== 10_000) throw new InvalidArgumentError('shares', 'shares that add up to 10,000', sum)
}
