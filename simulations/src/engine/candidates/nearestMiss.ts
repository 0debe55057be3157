import { type Candidate, type Criterion, explain, type Request } from '@aiigo/matching'
import { levelOf } from './eligible.ts'
import type { Entry } from './shelves.ts'

/**
 * The first thing that the node nearest to eligible lacks, as `explain` of @aiigo/matching has it, for a request that no
 * candidate can serve; undefined where there are none.
 *
 * `explain` looks at everything about every candidate. Here it is asked only about those that are as near as any by what
 * it goes by first: whether another request could reach them, the number of criteria that they fail, and by how much.
 *
 * @param shelf the candidates of the type that is asked for: one of another type is never within reach
 */
export function obstacleOf(
  request: Request,
  shelf: readonly Entry[],
  candidates: readonly Candidate[],
): Criterion | undefined {
  const reachable = nearest(request, shelf)
  const near = reachable.length > 0 ? reachable : candidates
  return explain(request, near).nearestMiss?.shortfalls[0]?.criterion
}

type Miss = { failures: number; total: number }

function nearest(request: Request, shelf: readonly Entry[]): Candidate[] {
  const buyer = request.buyer.toLowerCase()
  const wanted = { free: Number(request.requiredPower), price: Number(request.maxPricePerHour) }
  let best: Miss = { failures: Infinity, total: Infinity }
  let near: Candidate[] = []
  for (const entry of shelf) {
    if (!isReachable(buyer, entry)) continue
    const miss = missOf(request, wanted, entry)
    const difference = miss.failures - best.failures || miss.total - best.total
    if (difference > 0) continue
    if (difference < 0) {
      best = miss
      near = []
    }
    near.push(entry.candidate)
  }
  return near
}

/** Whether some other request of the same buyer for the same resource would match it as it is. */
function isReachable(buyer: string, { candidate, isAvailable, exactFree }: Entry): boolean {
  return isAvailable && candidate.trustLevel > 0 && exactFree > 0n && candidate.owner.toLowerCase() !== buyer
}

/** The criteria that it fails, and the sum of by how much, in the order and with the formulas of @aiigo/matching. */
function missOf(request: Request, wanted: { free: number; price: number }, entry: Entry): Miss {
  const { minTrustLevel, minUptimeBps = 0, regions, requiredPower, maxPricePerHour } = request
  const { candidate, uptimeBps, free, exactFree, price } = entry
  const miss = { failures: 0, total: 0 }
  const add = (share: number) => {
    miss.failures += 1
    miss.total += share
  }
  if (exactFree < requiredPower) add(Math.min(1, 1 - free / wanted.free))
  const level = levelOf(minTrustLevel)
  if (candidate.trustLevel < level) add((level - candidate.trustLevel) / 4)
  if (regions !== undefined && !regions.includes(candidate.region)) add(1)
  if (candidate.pricePerHour > maxPricePerHour) add(1 - wanted.price / price)
  if (uptimeBps < minUptimeBps) add((minUptimeBps - uptimeBps) / 10_000)
  return miss
}
