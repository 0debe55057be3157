import { type Candidate, type Criterion, explain, type Request } from '@aiigo/matching'
import { levelOf } from './eligible.ts'
import type { Shelf } from './shelves.ts'

/**
 * The first thing that the node nearest to eligible lacks, as `explain` of @aiigo/matching has it, for a request that no
 * candidate can serve; undefined where there are none.
 *
 * `explain` looks at everything about every candidate. Here it is asked only where no other request could reach any.
 *
 * @param shelf the candidates of the type that is asked for: one of another type is never within reach
 */
export function obstacleOf(request: Request, shelf: Shelf, candidates: readonly Candidate[]): Criterion | undefined {
  let nearest: Miss | undefined
  for (let i = 0; i < shelf.candidates.length; i++) {
    if (!isReachable(request, shelf, i)) continue
    const miss = missOf(request, shelf, i)
    if (nearest === undefined || compare(miss, nearest) < 0) nearest = miss
  }
  if (nearest) return criteria.find((_, bit) => nearest.mask & (1 << bit))
  return explain(request, candidates).nearestMiss?.shortfalls[0]?.criterion
}

/** What a node may lack that another request could reach, in the order of @aiigo/matching. */
const criteria = ['power', 'trustLevel', 'region', 'budget', 'sla'] as const satisfies Criterion[]

/** The criteria that a node fails, as bits, and the sum of by how much. */
type Miss = { mask: number; failures: number; total: number }

function compare(a: Miss, b: Miss): number {
  return a.failures - b.failures || a.total - b.total || a.mask - b.mask
}

/** Whether some other request of the same buyer for the same resource would match it as it is. */
function isReachable({ buyer }: Request, { candidates, isAvailable, trustLevel, free }: Shelf, i: number): boolean {
  return isAvailable[i] === 1 && trustLevel[i]! > 0 && free[i]! > 0 && candidates[i]!.owner !== buyer
}

/** In the order and with the formulas of @aiigo/matching. */
function missOf(
  request: Request,
  { candidates, trustLevel, free, exactFree, price, exactPrice, uptimeBps }: Shelf,
  i: number,
): Miss {
  const { minTrustLevel, minUptimeBps = 0, regions, requiredPower, maxPricePerHour } = request
  const miss = { mask: 0, failures: 0, total: 0 }
  const add = (criterion: (typeof criteria)[number], share: number) => {
    miss.mask |= 1 << criteria.indexOf(criterion)
    miss.failures += 1
    miss.total += share
  }
  if (exactFree[i]! < requiredPower) add('power', Math.min(1, 1 - free[i]! / Number(requiredPower)))
  const level = levelOf(minTrustLevel)
  if (trustLevel[i]! < level) add('trustLevel', (level - trustLevel[i]!) / 4)
  if (regions !== undefined && !regions.includes(candidates[i]!.region)) add('region', 1)
  if (exactPrice[i]! > maxPricePerHour) add('budget', 1 - Number(maxPricePerHour) / price[i]!)
  if (uptimeBps[i]! < minUptimeBps) add('sla', (minUptimeBps - uptimeBps[i]!) / 10_000)
  return miss
}
